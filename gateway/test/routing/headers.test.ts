import { expect } from 'chai';
import supertest from 'supertest';
import { type Echoed, parseRaw, sendRaw, startTestGateway, type TestGateway } from '../gateway-fixture.js';

const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('headers', () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway();
  });
  after(() => gateway.close());

  const echoed = async (headers: Record<string, string>): Promise<Echoed> =>
    (await supertest(gateway.url).get('/api/account/balance').set('Authorization', gateway.bearer).set(headers)).body;

  it('reach a service without what only we may say', async () => {
    const { headers } = await echoed({
      'X-Service-Token': 'guess',
      'X-Forwarded-For': '10.0.0.1',
      'X-Forwarded-Host': 'evil.test',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Prefix': '/x',
      Forwarded: 'for=10.0.0.1',
      'X-Real-IP': '10.0.0.1',
    });
    expect(headers).to.not.have.any.keys('x-service-token', 'forwarded', 'x-real-ip', 'x-forwarded-prefix');
    expect(headers['x-forwarded-for']).to.equal('127.0.0.1');
    expect(headers['x-forwarded-proto']).to.equal('http');
    expect(headers['x-forwarded-host']).to.equal(new URL(gateway.url).host);
  });

  it('reach a service without those of the hop, and without those that Connection names', async () => {
    const request = [
      'GET /api/account/balance HTTP/1.1',
      'Host: gateway.test',
      `Authorization: ${gateway.bearer}`,
      'Connection: close, X-Secret, Content-Length, X-Request-Id, Host',
      'X-Secret: 1',
      'X-Request-Id: request-0001',
      'Keep-Alive: timeout=5',
      'TE: trailers',
      'Proxy-Authorization: Basic eA==',
      'Upgrade: websocket',
      '',
      '',
    ].join('\r\n');
    const { status, body } = parseRaw(await sendRaw(gateway.port, request)) as unknown as {
      status: number;
      body: Echoed;
    };
    expect(status).to.equal(200);
    expect(body.headers).to.not.have.any.keys('x-secret', 'te', 'proxy-authorization', 'upgrade');
    expect(body.headers['connection']).to.equal('keep-alive');
    expect(body.headers['x-request-id']).to.equal('request-0001');
  });

  it('carry a request id: a sane one of the client, or a UUIDv7', async () => {
    const api = supertest(gateway.url);
    const kept = await api.get('/api/account/balance').set('X-Request-Id', 'client-4711');
    expect(kept.headers['x-request-id']).to.equal('client-4711');
    expect(kept.body.request_id).to.equal('client-4711');
    for (const odd of ['short', 'with spaces in it', '<script>alert(1)</script>', 'x'.repeat(200)]) {
      const made = await api.get('/nowhere').set('X-Request-Id', odd);
      expect(made.headers['x-request-id']).to.match(uuidv7);
    }
    const own = await echoed({});
    expect(own.headers['x-request-id']).to.match(uuidv7);
  });

  it('carry a trace: of the client when well-formed, else a new one', async () => {
    const good = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    expect((await echoed({ traceparent: good, tracestate: 'a=b' })).headers).to.include({
      traceparent: good,
      tracestate: 'a=b',
    });
    for (const odd of ['x', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, `ff${good.slice(2)}`]) {
      const { headers } = await echoed({ traceparent: odd, tracestate: 'a=b' });
      expect(headers['traceparent']).to.match(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
      expect(headers).to.not.have.property('tracestate');
    }
  });

  it('believe a trusted proxy about the client', async () => {
    const behindProxy = await startTestGateway(undefined, { TRUST_PROXY: 'loopback, 10.0.0.0/8' });
    const { body } = await supertest(behindProxy.url)
      .get('/api/account/balance')
      .set('Authorization', behindProxy.bearer)
      .set({ 'X-Forwarded-For': '203.0.113.9, 198.51.100.7, 10.0.0.1', 'X-Forwarded-Proto': 'https' });
    expect(body.headers['x-forwarded-for']).to.equal('198.51.100.7');
    expect(body.headers['x-forwarded-proto']).to.equal('https');
    await behindProxy.close();
  });

  it('of an answer: security headers are ours, the hop and the inside stay in', async () => {
    const inside = await startTestGateway((_request, response) => {
      response.writeHead(201, {
        'X-Powered-By': 'Inside',
        Server: 'inside',
        'X-Request-Id': 'of the service',
        'Access-Control-Allow-Origin': '*',
        Location: '/api/predict/7',
        Vary: 'Accept',
        'Set-Cookie': ['a=1', 'b=2'],
      });
      response.end('{}');
    });
    const { status, headers } = await supertest(inside.url).get('/api/models/').set('X-Request-Id', 'client-4711');
    expect(status).to.equal(201);
    expect(headers).to.not.have.any.keys('x-powered-by', 'server', 'access-control-allow-origin');
    expect(headers).to.include({
      location: '/api/predict/7',
      vary: 'Accept',
      'x-request-id': 'client-4711',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    });
    expect(headers['set-cookie']).to.deep.equal(['a=1', 'b=2']);
    await inside.close();
  });
});
