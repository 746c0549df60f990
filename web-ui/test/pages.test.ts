import { expect } from 'chai';
import supertest from 'supertest';
import { type Cabinet, signedIn, startCabinet } from './cabinet-fixture.js';
import { problem } from './fake-gateway.js';

describe('pages of the cabinet', () => {
  let cabinet: Cabinet;
  beforeEach(async () => {
    cabinet = await startCabinet();
  });
  afterEach(() => cabinet.close());
  const key = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
  const russian = { 'Accept-Language': 'ru-RU,ru;q=0.9,en;q=0.8' };

  it('GET / says what it is, what it costs and where to begin', async () => {
    const { status, text, headers } = await cabinet.get('/');
    expect(status).to.equal(200);
    expect(headers).to.include({ 'content-language': 'en' });
    expect(text).to.include('2 credits per valid row').and.include('href="/register"').and.include('href="/docs"');
    expect((await cabinet.get('/', russian)).text)
      .to.include('<html lang="ru">')
      .and.include('2 кредита за верную строку');
    expect((await cabinet.get('/', signedIn)).text).to.include('Open the cabinet');
  });

  it('GET / shows a forecast with its intervals, in the language of the reader', async () => {
    const english = (await cabinet.get('/')).text;
    for (const line of ['c-history', 'c-median', 'c-band80', 'c-band95']) expect(english).to.include(`class="${line}"`);
    expect(english).to.include('>Airline passengers, thousands a month</title>').and.include('24 points of forecast');
    expect((await cabinet.get('/', russian)).text).to.include('>Авиапассажиры, тысяч в месяц</title>');
  });

  it('GET / is shown without a price while the API is away', async () => {
    cabinet.gateway.answers.set('GET /api/models/catalog', problem(503, 'unavailable'));
    const { status, text } = await cabinet.get('/');
    expect(status).to.equal(200);
    expect(text).to.include('A fixed price for a valid row');
  });

  it('GET /balance shows the balance, what it buys, and the last operations in the format of the reader', async () => {
    cabinet.gateway.deposit(12_500, 'Invoice 12', new Date('2025-03-01T09:05:00Z'));
    cabinet.gateway.book({
      amount: -1_460,
      reason: 'x',
      tx_type: 'PREDICTION_CHARGE',
      job_id: 7,
      created_at: '2025-03-02T10:00:00Z',
    });
    const english = (await cabinet.get('/balance', signedIn)).text;
    expect(english).to.include('11,040 <small>credits').and.include('Enough for ≈ 5,520 rows');
    expect(english).to.include('Invoice 12').and.include('+12,500').and.include('\u22121,460');
    expect(english).to.match(
      /<title[^>]*>Balance over time<\/title><desc[^>]*>From [^<]+: between 11,040 and 12,500, now 11,040 credits/,
    );
    expect(english).to.include('Forecast, job 7').and.include('1 Mar 2025, 09:05').and.include('ann@example.com');
    const inRussian = (await cabinet.get('/balance', { ...signedIn, ...russian })).text;
    expect(inRussian).to.include('11\u00a0040 <small>кредитов').and.include('\u22121\u00a0460');
    expect(inRussian).to.include('Прогноз, задание 7').and.include('5\u00a0520 строк');
  });

  it('POST /balance tops up by a suggested or a typed amount, and says so once the ledger does', async () => {
    const suggested = await cabinet.post('/balance', { preset: '5000', amount: '', key }, signedIn);
    expect([suggested.status, suggested.headers['location']]).to.deep.equal([303, '/balance?added=5000']);
    expect((await cabinet.get('/balance?added=5000', signedIn)).text).to.include('5,000 credits added');
    expect((await cabinet.get('/balance?added=7000', signedIn)).text).to.not.include('added');
    const typed = { preset: '5000', amount: '1\u00a0234', reason: 'Invoice 7', key: key.replace('7', '8') };
    expect((await cabinet.post('/balance', typed, signedIn)).headers['location']).to.equal('/balance?added=1234');
    expect(cabinet.gateway.balance).to.equal(6_234);
    expect(cabinet.gateway.seen.at(-1)?.body).to.deep.equal({ amount: 1_234, reason: 'Invoice 7' });
  });

  it('POST /balance sent twice is booked once', async () => {
    for (const _ of [1, 2]) await cabinet.post('/balance', { amount: '100', key }, signedIn);
    expect(cabinet.gateway.balance).to.equal(100);
  });

  it('422 beside the amount, with everything typed kept and nothing booked', async () => {
    for (const amount of ['0', '-5', '1.5', '1,5', 'many', '10000000000', '1e3', '12 34']) {
      const { status, text } = await cabinet.post('/balance', { amount, reason: 'kept', key }, signedIn);
      expect(status, amount).to.equal(422);
      expect(text).to.include('A whole number from 1 to 1,000,000,000.').and.include(`value="${amount}"`);
      expect(text).to.include('value="kept"').and.include(key);
    }
    expect(cabinet.gateway.balance).to.equal(0);
  });

  it('POST /balance with a form that was sent before with another amount gets a new key', async () => {
    cabinet.gateway.answers.set('POST /api/account/top-up', problem(409, 'idempotency_conflict'));
    const { status, text } = await cabinet.post('/balance', { amount: '5', key }, signedIn);
    expect(status).to.equal(409);
    expect(text).to.include('This form was sent before').and.not.include(key);
  });

  it('GET /balance?missing= has the missing amount filled in', async () => {
    const { text } = await cabinet.get('/balance?missing=214', signedIn);
    expect(text)
      .to.include('You are 214 credits short')
      .and.include('name="amount" inputmode="numeric" autocomplete="off" maxlength="20" value="214"');
  });

  it('GET /tx shows pages of the ledger by links that work without script', async () => {
    for (let i = 0; i < 120; i++) cabinet.gateway.deposit(1);
    const ids: string[] = [];
    let path: string | undefined = '/tx';
    while (path) {
      const { text } = await cabinet.get(path, signedIn);
      ids.push(...[...text.matchAll(/ · (#\d+)</g)].map(([, id = '']) => id));
      path = /href="(\/tx\?before=\d+)"/.exec(text)?.[1];
    }
    expect(ids).to.deep.equal(Array.from({ length: 120 }, (_, i) => `#${120 - i}`));
    expect((await cabinet.get('/tx?before=1', signedIn)).text).to.include('No transactions yet');
  });

  it('404 is a page for people and a problem for programs', async () => {
    const page = await cabinet.get('/nowhere');
    expect([page.status, page.type]).to.deep.equal([404, 'text/html']);
    expect(page.text).to.include('There is no such page').and.include(String(page.headers['x-request-id']));
    const answer = await supertest(cabinet.url).get('/nowhere');
    expect([answer.status, answer.type]).to.deep.equal([404, 'application/problem+json']);
    expect(answer.body).to.include({ code: 'not_found', request_id: answer.headers['x-request-id'] });
  });

  it('503 with the request id when the API fails, is no API, is slow, or is away; reading is tried again by itself', async () => {
    const slow = await startCabinet({ API_TIMEOUT_MS: '1' });
    const { gateway } = cabinet;
    const failing = async () => {
      const { status, text, headers } = await cabinet.get('/balance', { ...signedIn, 'X-Request-Id': 'request-0001' });
      expect(status).to.equal(503);
      expect(text).to.include('The service does not answer right now').and.include('<code>request-0001</code>');
      expect(headers).to.include({ refresh: '10', 'retry-after': '10' });
      expect(headers).to.not.have.property('set-cookie');
    };
    gateway.answers.set('GET /api/account/balance', problem(500, 'internal'));
    await failing();
    gateway.answers.set('GET /api/account/balance', { status: 200, body: { balance: 'many' } });
    await failing();
    gateway.answers.delete('GET /api/account/balance');
    expect((await slow.get('/balance', signedIn)).status).to.equal(503);
    await slow.close();
    await gateway.close();
    await failing();
    const sent = await cabinet.post('/balance', { amount: '5', key }, signedIn);
    expect(sent.status).to.equal(503);
    expect(sent.text).to.include('What you sent may have arrived');
    expect(sent.headers).to.not.have.property('refresh');
  });

  it('language and theme are chosen by form, remembered in cookies, and lead back to where the reader was', async () => {
    const { status, headers } = await cabinet.post('/preferences', { language: 'ru', next: '/login?next=%2Ftx' });
    expect([status, headers['location']]).to.deep.equal([303, '/login?next=%2Ftx']);
    expect(String(headers['set-cookie'])).to.match(
      /^language=ru; Max-Age=31536000; Path=\/;.* HttpOnly; SameSite=Lax$/,
    );
    expect((await cabinet.get('/', { Cookie: 'language=ru; theme=dark' })).text).to.include(
      '<html lang="ru" data-theme="dark">',
    );
    const returnTo = ({ text }: { text: string }) =>
      /action="\/preferences"><input[^>]+value="([^"]*)"/.exec(text)?.[1];
    expect(returnTo(await cabinet.get('/login?next=%2Ftx&notice=expired'))).to.equal(
      '/login?next=%2Ftx&amp;notice=expired',
    );
    expect(returnTo(await cabinet.post('/login', { email: '', password: '' }))).to.equal('/login');
    const odd = await cabinet.post('/preferences', { language: 'xx', theme: 'pink', next: '//evil.test' });
    expect(odd.headers['location']).to.equal('/');
    expect(odd.headers).to.not.have.property('set-cookie');
    expect((await cabinet.get('/', { Cookie: 'language=xx; theme="><b' })).text).to.include('<html lang="en">');
  });
});
