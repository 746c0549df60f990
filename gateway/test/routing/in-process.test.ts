import type { RequestListener } from 'node:http';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import express from 'express';
import supertest from 'supertest';
import { type Echoed, echo, openRaw, startTestGateway, type TestGateway } from '../gateway-fixture.js';

describe('services in the same process', () => {
  let gateway: TestGateway;
  afterEach(() => gateway.close());

  const start = async (handler: RequestListener, env: Record<string, string> = {}) => {
    gateway = await startTestGateway(
      () => {
        throw new Error('The service is asked over HTTP');
      },
      env,
      { upstreams: { auth: handler, billing: handler, prediction: handler } },
    );
    return supertest(gateway.url);
  };

  it('200 for the very request, with the same headers as over HTTP', async () => {
    const api = await start(echo);
    const { body, headers } = await api
      .post('/api/predict/?x=1')
      .set('Authorization', gateway.bearer)
      .set('X-Service-Token', 'guess')
      .set('X-Forwarded-For', '10.0.0.1')
      .send({ a: 1 });
    const echoed = body as Echoed;
    expect(echoed).to.include({ method: 'POST', url: '/api/predict/?x=1', body: '{"a":1}' });
    expect(echoed.headers).to.not.have.property('x-service-token');
    expect(echoed.headers).to.include({
      'x-forwarded-for': '127.0.0.1',
      'x-request-id': String(headers['x-request-id']),
    });
  });

  it('200 from an Express application that parses the body itself', async () => {
    const service = express();
    service.use(express.json());
    service.post('/api/account/top-up', (request, response) => {
      response.status(201).json(request.body);
    });
    const api = await start(service);
    const { status, body } = await api
      .post('/api/account/top-up')
      .set('Authorization', gateway.bearer)
      .send({ amount: 5 });
    expect({ status, body }).to.deep.equal({ status: 201, body: { amount: 5 } });
  });

  it('401 and 404 before the service', async () => {
    const api = await start(() => {
      throw new Error('The service is asked');
    });
    expect((await api.get('/api/account/balance')).status).to.equal(401);
    expect((await api.get('/internal/series/1')).status).to.equal(404);
  });

  it('413 for a chunked body that grows too large; the service never takes the part for the whole', async () => {
    let asked = false;
    let ended = false;
    let broken = false;
    await start(
      (request) => {
        asked = true;
        request.on('data', () => {});
        request.once('end', () => {
          ended = true;
        });
        request.once('aborted', () => {
          broken = true;
        });
      },
      { MAX_BODY_BYTES: '2048' },
    );
    const head = `POST /api/predict/ HTTP/1.1\r\nHost: x\r\nAuthorization: ${gateway.bearer}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunk = `400\r\n${'x'.repeat(1024)}\r\n`;
    const atOnce = openRaw(gateway.port, `${head}${chunk.repeat(4)}0\r\n\r\n`);
    expect(await atOnce.received).to.match(/^HTTP\/1\.1 413 /);
    expect(asked).to.equal(false);
    const growing = openRaw(gateway.port, head + chunk);
    await eventually('the service is asked', () => asked);
    growing.socket.write(`${chunk.repeat(3)}0\r\n\r\n`);
    expect(await growing.received).to.match(/^HTTP\/1\.1 413 /);
    await eventually('the service sees it break off', () => broken);
    expect(ended).to.equal(false);
  });

  it('504 when the service takes too long', async () => {
    const api = await start(() => {}, { UPSTREAM_TIMEOUT_MS: '100' });
    expect((await api.get('/api/models/')).status).to.equal(504);
  });
});
