import { createServer } from 'node:net';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import supertest from 'supertest';
import { startGateway } from '../src/service.js';
import { silent, startServer, startTestGateway, type TestGateway } from './gateway-fixture.js';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

describe('GET /metrics of the gateway', () => {
  let gateway: TestGateway;
  let metrics: string;
  before(async () => {
    const port = await freePort();
    metrics = `http://127.0.0.1:${port}`;
    gateway = await startTestGateway(undefined, { METRICS_PORT: String(port) });
  });
  after(() => gateway.close());

  it('counts requests by the line of the routing table, never by their path, on a port of its own', async () => {
    const client = supertest(gateway.url);
    for (const id of [1, 2]) await client.get(`/api/predict/${id}`).set('Authorization', gateway.bearer).expect(200);
    await client.post('/api/auth/login').send({}).expect(200);
    await client.get('/nowhere').expect(404);
    await client.get('/health/live').expect(200);
    await client.get('/metrics').expect(404);
    const counts = await eventually('all counted', async () => {
      const { text } = await supertest(metrics).get('/metrics').expect(200);
      const lines = text.split('\n').filter((line) => line.startsWith('http_request_duration_seconds_count{'));
      return lines.length === 4 && lines.map((line) => line.replace(/.*service="gateway",/, ''));
    });
    expect(counts).to.have.members([
      'method="GET",route="/api/predict/*",status="200"} 2',
      'method="POST",route="/api/auth/login",status="200"} 1',
      'method="GET",route="/health/live",status="200"} 1',
      'method="GET",route="none",status="404"} 2',
    ]);
    await supertest(metrics).get('/').expect(404);
  });
});

describe('GET /health/ready of the gateway', () => {
  it('is 200 once there are keys to check tokens with, whatever fails later', async () => {
    let status = 503;
    const auth = await startServer((_request, response) => response.writeHead(status).end('{"keys":[]}'));
    const nobody = 'http://127.0.0.1:1';
    const services = { AUTH_URL: auth.url, BILLING_URL: nobody, PREDICTION_URL: nobody, JWKS_URL: auth.url };
    const gateway = await startGateway(services, { logger: silent });
    const ready = () => supertest(gateway.url).get('/health/ready');
    const { body } = await ready().expect(503);
    expect(body).to.deep.equal({ status: 'unavailable', checks: { keys: false } });
    status = 200;
    await eventually('ready', async () => (await ready()).status === 200);
    await auth.close();
    expect((await ready().expect(200)).body).to.deep.equal({ status: 'ok', checks: { keys: true } });
    await gateway.close();
  });
});
