import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import supertest from 'supertest';
import { echo, startServer, startTestGateway, type TestGateway, type TestServer } from '../gateway-fixture.js';

const patient = { RETRY_FOR_MS: '10000' };

describe('a service that is being restarted', () => {
  let gateway: TestGateway;
  let service: TestServer;

  afterEach(async () => {
    await gateway.close();
    await service.close();
  });

  /** A gateway whose billing-service is not there yet. */
  const startAway = async () => {
    service = await startServer(echo);
    await service.close();
    gateway = await startTestGateway(echo, { ...patient, BILLING_URL: service.url });
  };
  /** Starts the service once it has been asked for in vain. */
  const comeBack = async () => {
    const port = Number(new URL(service.url).port);
    let isMissed = false;
    const watch = (message: unknown) => {
      const { socket } = message as { socket: Socket };
      socket.on('error', (error: Error) => {
        isMissed ||= 'port' in error && error.port === port;
      });
    };
    subscribe('net.client.socket', watch);
    await eventually('an attempt in vain', () => isMissed);
    unsubscribe('net.client.socket', watch);
    service.server.listen(port, '127.0.0.1');
  };

  it('200 for a GET', async () => {
    await startAway();
    const answer = supertest(gateway.url).get('/api/account/balance').set('Authorization', gateway.bearer);
    const [{ status }] = await Promise.all([answer, comeBack()]);
    expect(status).to.equal(200);
  });

  it('200 for a POST, as nothing of it was sent in vain', async () => {
    await startAway();
    const sent = { amount: 1, note: 'x'.repeat(60_000) };
    const answer = supertest(gateway.url).post('/api/account/top-up').set('Authorization', gateway.bearer).send(sent);
    const [{ status, body }] = await Promise.all([answer, comeBack()]);
    expect(status).to.equal(200);
    expect(JSON.parse(body.body)).to.deep.equal(sent);
  });

  it('200 for a large upload whose first bytes are on their way already', async () => {
    service = await startServer(echo);
    await service.close();
    gateway = await startTestGateway(echo, { ...patient, PREDICTION_URL: service.url });
    const file = 'x'.repeat(3_000_000);
    const upload = supertest(gateway.url)
      .post('/api/predict/')
      .set({ Authorization: gateway.bearer, 'Content-Type': 'text/csv' })
      .send(file);
    const [{ status, body }] = await Promise.all([upload, comeBack()]);
    expect(status).to.equal(200);
    expect(body.body === file).to.equal(true);
  });

  /** A gateway whose services take a request whole and break off the first `times` times. */
  const startBreaking = async (times: number): Promise<string[]> => {
    const bodies: string[] = [];
    const breaking: RequestListener = (request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => {
        text += chunk;
      });
      request.on('end', () => {
        bodies.push(text);
        if (bodies.length <= times) request.socket.resetAndDestroy();
        else response.end('{}');
      });
    };
    service = await startServer(breaking);
    const urls = { AUTH_URL: service.url, BILLING_URL: service.url, PREDICTION_URL: service.url };
    gateway = await startTestGateway(echo, { ...patient, ...urls });
    return bodies;
  };
  const post = (path: string, body: string, key?: string) =>
    supertest(gateway.url)
      .post(path)
      .set({ Authorization: gateway.bearer, 'Content-Type': 'application/json' })
      .set(key ? { 'Idempotency-Key': key } : {})
      .send(body);

  it('200 for a POST with an Idempotency-Key that a service broke off, with its body again', async () => {
    const bodies = await startBreaking(1);
    expect((await post('/api/account/top-up', '{"amount":1}', 'k1')).status).to.equal(200);
    expect((await post('/api/predict/', '{"data":[]}', 'k2')).status).to.equal(200);
    expect(bodies).to.deep.equal(['{"amount":1}', '{"amount":1}', '{"data":[]}']);
  });

  it('502, sent once: without a key, with one that the service does not keep, too large to be kept', async () => {
    const bodies = await startBreaking(3);
    expect((await post('/api/account/top-up', '{"amount":1}')).status).to.equal(502);
    expect((await post('/api/auth/login', '{}', 'k1')).status).to.equal(502);
    expect((await post('/api/predict/', 'x'.repeat(70_000), 'k2')).status).to.equal(502);
    expect(bodies.length).to.equal(3);
  });

  it('502 for a request that every service breaks off: it is sent three times', async () => {
    const bodies = await startBreaking(10);
    expect((await supertest(gateway.url).get('/api/models/')).status).to.equal(502);
    expect(bodies.length).to.equal(3);
  });

  it('503 when it does not come back in time, and nothing is asked for later', async () => {
    service = await startServer(echo);
    await service.close();
    gateway = await startTestGateway(echo, { RETRY_FOR_MS: '60', BILLING_URL: service.url });
    const { status } = await supertest(gateway.url).get('/api/account/balance').set('Authorization', gateway.bearer);
    expect(status).to.equal(503);
  });
});
