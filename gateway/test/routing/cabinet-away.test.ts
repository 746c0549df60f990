import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { expect } from 'chai';
import supertest from 'supertest';
import { echo, startServer, startTestGateway, type TestGateway } from '../gateway-fixture.js';

/** As Chromium asks for a page. */
const browser = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'Accept-Language': 'en' };

/** A gateway whose cabinet has gone from its address. */
async function startAlone(): Promise<TestGateway> {
  const gone = await startServer(echo);
  await gone.close();
  return startTestGateway(echo, { WEB_URL: gone.url });
}

describe('a cabinet that is away', () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startAlone();
  });
  after(() => gateway.close());

  it('503 as a page that says so, asks again by itself, and runs nothing', async () => {
    const { status, type, text, headers } = await supertest(gateway.url)
      .get('/balance?missing=<script>')
      .set({ ...browser, 'X-Request-Id': 'request-0001' });
    expect([status, type]).to.deep.equal([503, 'text/html']);
    expect(headers).to.include({
      refresh: '10',
      'retry-after': '10',
      'content-language': 'en',
      'cache-control': 'no-store',
      'x-request-id': 'request-0001',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
    });
    expect(text).to.include('The service does not answer right now').and.include('<code>request-0001</code>');
    expect(text).to.not.match(/<script|missing=/);
    expect(text).to.not.match(/(?:src|href)="(?:https?:)?\/\//);
    const style = /<style>([\s\S]*)<\/style>/.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy'])
      .to.include("default-src 'none'")
      .and.include(`style-src 'sha256-${hash}'`)
      .and.not.include('unsafe');
    expect(String(headers['vary'])).to.include('Accept').and.include('Accept-Language');
  });

  it('speaks the language of the reader', async () => {
    const { text } = await supertest(gateway.url)
      .get('/')
      .set({ ...browser, 'Accept-Language': 'ru-RU,ru;q=0.9,en;q=0.8' });
    expect(text).to.include('<html lang="ru">').and.include('Сервис сейчас не отвечает').and.include('Номер запроса');
  });

  it('does not send a form again by itself', async () => {
    const { status, text, headers } = await supertest(gateway.url)
      .post('/balance')
      .type('form')
      .set(browser)
      .send({ amount: '5' });
    expect(status).to.equal(503);
    expect(headers).to.not.have.property('refresh');
    expect(text).to.include('What you sent may have arrived').and.include('href="/balance"');
  });

  it('answers a form that is still being sent, too', async () => {
    const { status, text, headers } = await supertest(gateway.url)
      .post('/predict')
      .set({ ...browser, 'Content-Type': 'text/csv' })
      .send('x'.repeat(300_000));
    expect([status, headers['content-type']]).to.deep.equal([503, 'text/html; charset=utf-8']);
    expect(text)
      .to.include('What you sent may have arrived')
      .and.match(/<\/html>\s*$/);
  });

  it('is a problem for scripts, files and parts of a page; the API goes on', async () => {
    const others: Record<string, string>[] = [
      {},
      { Accept: '*/*' },
      { Accept: 'application/json' },
      { Accept: 'text/css,*/*;q=0.1' },
      { ...browser, 'HX-Request': 'true' },
    ];
    for (const headers of others) {
      const { status, type, body } = await supertest(gateway.url).get('/tx').set(headers);
      expect([status, type, body.code], JSON.stringify(headers)).to.deep.equal([
        503,
        'application/problem+json',
        'unavailable',
      ]);
    }
    expect((await supertest(gateway.url).get('/api/models').set(browser)).status).to.equal(200);
  });

  it('what is wrong with the request, and what the API is short of, stays a problem', async () => {
    expect((await supertest(gateway.url).put('/balance').set(browser)).type).to.equal('application/problem+json');
    expect((await supertest(gateway.url).get('/api/nowhere').set(browser)).type).to.equal('application/problem+json');
    const gone = await startServer(echo);
    await gone.close();
    const poor = await startTestGateway(echo, { WEB_URL: gateway.url, PREDICTION_URL: gone.url });
    const { status, type } = await supertest(poor.url).get('/api/models').set(browser);
    expect([status, type]).to.deep.equal([503, 'application/problem+json']);
    await poor.close();
  });

  const never: RequestListener = () => {};
  const cutting: RequestListener = (request) => request.socket.destroy();
  const faults: [string, number, RequestListener, string][] = [
    ['takes too long', 504, never, '50'],
    ['breaks off', 502, cutting, '10000'],
  ];
  for (const [fault, expected, handler, timeoutMs] of faults) {
    it(`${expected} as a page when it ${fault}`, async () => {
      const web = await startServer(handler);
      const waiting = await startTestGateway(echo, { WEB_URL: web.url, UPSTREAM_TIMEOUT_MS: timeoutMs });
      const { status, type, headers } = await supertest(waiting.url).get('/').set(browser);
      expect([status, type, headers['refresh']]).to.deep.equal([expected, 'text/html', '10']);
      await waiting.close();
      await web.close();
    });
  }

  it('504 as a page when it takes too long in this very process', async () => {
    const one = await startTestGateway(echo, { UPSTREAM_TIMEOUT_MS: '50' }, { upstreams: { web: never } });
    const { status, type } = await supertest(one.url).get('/').set(browser);
    expect([status, type]).to.deep.equal([504, 'text/html']);
    await one.close();
  });
});
