import type { ServerResponse } from 'node:http';
import { webTokenHeader } from '@coincast/shared/http';
import { eventually, openEventStream } from '@coincast/shared/testing';
import { expect } from 'chai';
import supertest from 'supertest';
import {
  type Echoed,
  echo,
  startServer,
  startTestGateway,
  type TestGateway,
  type TestServer,
} from '../gateway-fixture.js';

const webToken = 'w'.repeat(32);

for (const kind of ['over HTTP', 'in this process'] as const) {
  describe(`the cabinet behind the gateway, ${kind}`, () => {
    let cabinet: TestServer;
    let gateway: TestGateway;
    before(async () => {
      cabinet = await startServer(answerAsCabinet);
      const env = { WEB_URL: cabinet.url, WEB_TOKEN: webToken, COST_PER_ROW: '2' };
      gateway = await startTestGateway(echo, env, kind === 'over HTTP' ? {} : { upstreams: { web: answerAsCabinet } });
    });
    after(async () => {
      await gateway.close();
      await cabinet.close();
    });

    it('gets what nothing else answers: pages, forms, files', async () => {
      for (const path of ['/', '/login', '/job/12', '/assets/cabinet.0123.css', '/balance?missing=5']) {
        const { body } = await supertest(gateway.url).get(path);
        expect(body, path).to.include({ method: 'GET', url: path });
      }
      const { body } = await supertest(gateway.url).post('/login').type('form').send({ email: 'a', next: '/tx' });
      expect(body).to.include({ method: 'POST', url: '/login', body: 'email=a&next=%2Ftx' });
    });

    it('does not get the API, the documentation, health, or what is no address', async () => {
      for (const path of [
        '/api',
        '/api/nothing',
        '/docs/nothing',
        '/health/nothing',
        '/internal/balances',
        '/metrics',
        '/Metrics/',
      ]) {
        const { status, type } = await supertest(gateway.url).get(path);
        expect([status, type], path).to.deep.equal([404, 'application/problem+json']);
      }
      expect((await supertest(gateway.url).get('/login%2f')).status).to.equal(404);
      expect((await supertest(gateway.url).get('/health/live')).body).to.deep.equal({ status: 'ok' });
      expect((await supertest(gateway.url).get('/docs')).text).to.include('swagger');
    });

    it('is told where the visitor came from, and nothing that the visitor made up', async () => {
      const { headers } = (
        await supertest(gateway.url).get('/').set({
          'X-Forwarded-For': '192.0.2.1',
          'X-Forwarded-Proto': 'https',
          'X-Web-Token': 'guess',
          Cookie: 'a=1; b=2',
        })
      ).body as Echoed;
      expect(headers).to.include({
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'http',
        'x-forwarded-host': new URL(gateway.url).host,
        cookie: 'a=1; b=2',
      });
      expect(headers).to.not.have.property(webTokenHeader);
      expect(headers['x-request-id']).to.match(/^[0-9a-f-]{36}$/);
    });

    it('sets its cookies and its own policy', async () => {
      const { headers } = await supertest(gateway.url).get('/');
      expect(headers['set-cookie']).to.deep.equal(['one=1; HttpOnly', 'two=2']);
      expect(headers['content-security-policy']).to.equal("default-src 'self'");
    });

    it('405 for what no page takes', async () => {
      const { status, headers } = await supertest(gateway.url).delete('/login');
      expect([status, headers['allow']]).to.deep.equal([405, 'GET, HEAD, POST, OPTIONS']);
    });

    it('streams: what has been written arrives before the answer ends', async () => {
      const response = await fetch(`${gateway.url}/events`);
      const reader = response.body?.getReader();
      const first = await reader?.read();
      expect(new TextDecoder().decode(first?.value)).to.equal('data: 1\n\n');
      await reader?.cancel();
    });
  });
}

for (const kind of ['over HTTP', 'in this process'] as const) {
  describe(`the cabinet's stream of events behind the gateway, ${kind}`, () => {
    let cabinet: TestServer;
    let gateway: TestGateway;
    let open: Set<ServerResponse>;
    beforeEach(async () => {
      open = new Set();
      const stream: typeof echo = (_request, response) => {
        open.add(response);
        response.once('close', () => open.delete(response));
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('id: 0\n\n');
      };
      cabinet = await startServer(stream);
      const options = kind === 'over HTTP' ? {} : { upstreams: { web: stream } };
      gateway = await startTestGateway(echo, { WEB_URL: cabinet.url }, options);
    });
    afterEach(async () => {
      await gateway.close();
      await cabinet.close();
    });

    it('lets go of the cabinet when the browser leaves', async () => {
      const stream = await openEventStream(`${gateway.url}/live`);
      await eventually('it comes through at once', () => stream.text() === 'id: 0\n\n');
      expect(open.size).to.equal(1);
      stream.close();
      await eventually('let go', () => open.size === 0);
    });

    it('holds many at once, and pages still come through', async () => {
      const streams = await Promise.all(Array.from({ length: 300 }, () => openEventStream(`${gateway.url}/live`)));
      await eventually('all open', () => open.size === 300);
      expect((await openEventStream(`${gateway.url}/login`)).status).to.equal(200);
      for (const stream of streams) stream.close();
      await eventually('all let go', () => open.size <= 1);
    });

    it('stops with streams open, without waiting for them', async function () {
      // The grace for answers that are under way is 10 s.
      this.timeout(5_000);
      const streams = [await openEventStream(`${gateway.url}/live`), await openEventStream(`${gateway.url}/live/`)];
      await gateway.close();
      await eventually('cut off', () => streams.every((stream) => stream.hasEnded()) && open.size === 0);
    });
  });
}

describe('the word of the cabinet about an address', () => {
  it('is believed with the token that both share, and not without', async () => {
    const gateway = await startTestGateway(echo, { WEB_TOKEN: webToken, AUTH_RATE_LIMIT_PER_MINUTE: '1' });
    const login = (address: string, token: string) =>
      supertest(gateway.url)
        .post('/api/auth/login')
        .set({ 'X-Forwarded-For': address, [webTokenHeader]: token })
        .send({});
    const first = await login('192.0.2.1', webToken);
    expect(first.body.headers).to.include({ 'x-forwarded-for': '192.0.2.1' }).and.not.have.property(webTokenHeader);
    expect((await login('192.0.2.1', webToken)).status).to.equal(429);
    expect((await login('192.0.2.2', webToken)).status).to.equal(200);
    // Whatever else they claim, these are counted for the address that they come from.
    expect((await login('192.0.2.3', 'x'.repeat(32))).body.headers['x-forwarded-for']).to.equal('127.0.0.1');
    expect((await login('192.0.2.4', '')).status).to.equal(429);
    expect((await login('no address', webToken)).status).to.equal(429);
    await gateway.close();
  });

  it('is counted a network of IPv6: the bot has one for each chat', async () => {
    const gateway = await startTestGateway(echo, { WEB_TOKEN: webToken, AUTH_RATE_LIMIT_PER_MINUTE: '1' });
    const redeem = async (address: string) =>
      (
        await supertest(gateway.url)
          .post('/api/auth/link-codes/redeem')
          .set({ 'X-Forwarded-For': address, [webTokenHeader]: webToken })
          .send({})
      ).status;
    const chats = ['fd00:0001:665d:1d4e::1', 'fd00:0001:665d:1d4f::1', 'fdff:ff16:e1c4:ed2e::1'];
    for (const chat of chats) expect(await redeem(chat), chat).to.equal(200);
    for (const chat of chats) expect(await redeem(chat), chat).to.equal(429);
    // An id in the other half would put all chats under one limit.
    expect(await redeem('fd00:0001:665d:1d4e::2')).to.equal(429);
    await gateway.close();
  });
});

/** Answers with what it got, with cookies and a policy of its own; `/events` never ends. */
function answerAsCabinet(...[request, response]: Parameters<typeof echo>): void {
  if (request.url === '/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 1\n\n');
    return;
  }
  response.setHeader('Set-Cookie', ['one=1; HttpOnly', 'two=2']);
  response.setHeader('Content-Security-Policy', "default-src 'self'");
  echo(request, response);
}
