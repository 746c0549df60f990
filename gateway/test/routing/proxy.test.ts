import { createHash, randomBytes } from 'node:crypto';
import { get, request as httpRequest, type IncomingMessage } from 'node:http';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import supertest from 'supertest';
import { type Echoed, openRaw, rawGet, startServer, startTestGateway, type TestGateway } from '../gateway-fixture.js';

const bytes = randomBytes(3 * 1024 * 1024);

describe('proxy', () => {
  let gateway: TestGateway | undefined;
  afterEach(() => gateway?.close());

  it('200 passes method, query, body and status through', async () => {
    gateway = await startTestGateway();
    const { body } = await supertest(gateway.url)
      .post('/api/predict/?dry=1&dry=2')
      .set('Authorization', gateway.bearer)
      .set('Idempotency-Key', 'k1')
      .send({ model_name: 'Demo' });
    const echoed = body as Echoed;
    expect(echoed).to.include({ method: 'POST', url: '/api/predict/?dry=1&dry=2', body: '{"model_name":"Demo"}' });
    expect(echoed.headers['idempotency-key']).to.equal('k1');
    expect(echoed.headers['authorization']).to.equal(gateway.bearer);
  });

  it('streams a body up while it arrives, chunked as it came', async () => {
    let firstBytesAt = '';
    gateway = await startTestGateway((request, response) => {
      const hash = createHash('sha256');
      request.on('data', (chunk: Buffer) => {
        firstBytesAt ||= request.complete ? 'after the end' : 'before the end';
        hash.update(chunk);
      });
      request.on('end', () => response.end(`${request.headers['transfer-encoding']} ${hash.digest('hex')}`));
    });
    const upload = httpRequest(`${gateway.url}/api/predict/`, {
      method: 'POST',
      headers: { Authorization: gateway.bearer, 'Content-Type': 'application/octet-stream' },
    });
    upload.write(bytes.subarray(0, 1000));
    await eventually('the first bytes reach the service', () => firstBytesAt);
    upload.end(bytes.subarray(1000));
    const answer = await new Promise<IncomingMessage>((resolve) => upload.once('response', resolve));
    expect(await textOf(answer)).to.equal(`chunked ${createHash('sha256').update(bytes).digest('hex')}`);
    expect(firstBytesAt).to.equal('before the end');
  });

  it('streams an answer down, and closes the stream to the service when the client goes', async () => {
    let closed = false;
    gateway = await startTestGateway((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: 1\n\n');
      response.once('close', () => {
        closed = true;
      });
    });
    const client = openRaw(gateway.port, rawGet('/api/models/'));
    await eventually('the first event arrives', () => client.soFar().includes('data: 1'));
    client.socket.destroy();
    await eventually('the service sees the client go', () => closed);
  });

  it('breaks the request to the service off when the client goes before the answer', async () => {
    let closed = false;
    let asked = false;
    gateway = await startTestGateway((_request, response) => {
      asked = true;
      response.once('close', () => {
        closed = true;
      });
    });
    const client = openRaw(gateway.port, rawGet('/api/models/'));
    await eventually('the service is asked', () => asked);
    client.socket.destroy();
    await eventually('the service sees the client go', () => closed);
  });

  it('closes the connection of a client that asked for it', async () => {
    gateway = await startTestGateway((_request, response) => response.end('{}'));
    const answer = await openRaw(gateway.port, rawGet('/api/models/')).received;
    expect(answer).to.match(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).to.match(/\r\nConnection: close\r\n/i);
  });

  it('cuts the connection when the service dies half-way, so that half an answer is no answer', async () => {
    gateway = await startTestGateway((_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    const answer = await new Promise<IncomingMessage>((resolve) => get(`${gateway?.url}/api/models/`, resolve));
    let failure: unknown;
    await textOf(answer).catch((error: unknown) => {
      failure = error;
    });
    expect(failure).to.have.property('code', 'ECONNRESET');
  });

  it('502 when the service breaks off or talks no HTTP', async () => {
    gateway = await startTestGateway((request, response) => {
      if (request.url?.endsWith('?garbage')) request.socket.write('garbage\r\n\r\n');
      response.destroy();
    });
    for (const path of ['/api/models/', '/api/models/?garbage']) {
      const { status, body } = await supertest(gateway.url).get(path);
      expect(status).to.equal(502);
      expect(body.code).to.equal('bad_gateway');
    }
  });

  it('503 when the service is not there', async () => {
    const gone = await startServer(() => {});
    await gone.close();
    gateway = await startTestGateway(undefined, { BILLING_URL: gone.url });
    const { status, body, headers } = await supertest(gateway.url)
      .post('/api/account/top-up')
      .set('Authorization', gateway.bearer)
      .send({ amount: 1 });
    expect(status).to.equal(503);
    expect(body).to.include({ code: 'unavailable', request_id: headers['x-request-id'] });
    expect(headers['retry-after']).to.equal('1');
  });

  it('504 when the service takes too long, and its work is broken off', async () => {
    let closed = false;
    const slow = (_request: IncomingMessage, response: { once(event: 'close', then: () => void): unknown }) => {
      response.once('close', () => {
        closed = true;
      });
    };
    gateway = await startTestGateway(slow, { UPSTREAM_TIMEOUT_MS: '100' });
    const { status, body } = await supertest(gateway.url).get('/api/models/');
    expect(status).to.equal(504);
    expect(body.code).to.equal('gateway_timeout');
    await eventually('the service is told', () => closed);
  });

  it('200 for a GET whose kept connection the service closes at that moment', async () => {
    let requests = 0;
    gateway = await startTestGateway((request, response) => {
      requests += 1;
      if (requests === 2) request.socket.resetAndDestroy();
      else response.end('{}');
    });
    const api = supertest(gateway.url);
    expect((await api.get('/api/models/')).status).to.equal(200);
    expect((await api.get('/api/models/')).status).to.equal(200);
    expect(requests).to.equal(3);
  });

  it('502, and no second attempt, for a POST in that case', async () => {
    let requests = 0;
    gateway = await startTestGateway((request, response) => {
      requests += 1;
      if (request.method === 'POST') request.socket.resetAndDestroy();
      else response.end('{}');
    });
    const api = supertest(gateway.url);
    await api.get('/api/account/balance').set('Authorization', gateway.bearer);
    const { status } = await api.post('/api/account/top-up').set('Authorization', gateway.bearer).send({ amount: 1 });
    expect(status).to.equal(502);
    expect(requests).to.equal(2);
  });

  it('405 with Allow for methods that the API does not have, 204 for OPTIONS', async () => {
    gateway = await startTestGateway();
    const api = supertest(gateway.url);
    const posted = await api.post('/api/models/');
    expect(posted.status).to.equal(405);
    expect(posted.body.code).to.equal('method_not_allowed');
    expect(posted.headers['allow']).to.equal('GET, HEAD, OPTIONS');
    expect((await api.get('/api/auth/login')).status).to.equal(405);
    expect((await api.trace('/api/predict/1')).status).to.equal(405);
    const options = await api.options('/api/predict/');
    expect(options.status).to.equal(204);
    expect(options.headers['allow']).to.include('POST');
    expect(gateway.seen).to.deep.equal([]);
  });

  it('200 for HEAD, without a body', async () => {
    gateway = await startTestGateway();
    const { status, text } = await supertest(gateway.url).head('/api/models/');
    expect(status).to.equal(200);
    expect(text ?? '').to.equal('');
    expect(gateway.seen).to.deep.equal(['HEAD /api/models/']);
  });
});

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer) text += chunk;
  return text;
}
