import { expect } from 'chai';
import { type Cabinet, cookiesOf, signedIn, startCabinet } from './cabinet-fixture.js';
import { goodToken } from './fake-gateway.js';

describe('the account page', () => {
  let cabinet: Cabinet;
  beforeEach(async () => {
    cabinet = await startCabinet();
  });
  afterEach(() => cabinet.close());

  it('GET /account says who it is, since when, and how scripts get in, without the token', async () => {
    const { status, text } = await cabinet.get('/account', signedIn);
    expect(status).to.equal(200);
    expect(text).to.include('ann@example.com').and.include('2 Jan 2026').and.include('#7');
    expect(text).to.include('POST /api/auth/login').and.include('href="/docs"').and.not.include(goodToken);
    expect(text).to.include('<a href="/account" aria-current="page">');
    expect(text).to.match(/action="\/logout"><button class="btn"/);
  });

  it('shows the e-mail that the API knows, not the one of the cookie', async () => {
    const { text } = await cabinet.get('/account', { Cookie: `access_token=${goodToken}; account_email=eve%40x.test` });
    expect(text).to.match(/<dd class="reason">ann@example\.com<\/dd>/);
  });

  it('language and theme lead back to it', async () => {
    const { text } = await cabinet.get('/account', { Cookie: `${signedIn.Cookie}; language=ru; theme=dark` });
    expect(text).to.include('2 янв 2026');
    const form = /<form class="field" method="post" action="\/preferences">[\s\S]*?<\/form>/.exec(text)?.[0] ?? '';
    expect(form)
      .to.include('name="next" value="/account"')
      .and.match(/value="ru" lang="ru" aria-pressed="true"/);
    expect(text.match(/name="theme" value="dark" aria-pressed="true"/g)).to.have.length(2);
  });

  it('links to the bot when there is one', async () => {
    expect((await cabinet.get('/account', signedIn)).text).to.not.include('t.me');
    const withBot = await startCabinet({ TG_BOT_NAME: 'coincast_bot' });
    expect((await withBot.get('/account', signedIn)).text).to.include('href="https://t.me/coincast_bot"');
    await withBot.close();
  });

  it('needs a session', async () => {
    expect((await cabinet.get('/account')).headers['location']).to.equal('/login?next=%2Faccount');
  });
});

describe('a top-up on the way to something else', () => {
  let cabinet: Cabinet;
  beforeEach(async () => {
    cabinet = await startCabinet();
  });
  afterEach(() => cabinet.close());
  const key = '7d444840-9dc0-41d1-b245-5ffdce74fad2';

  it('leads back there, where it is said once that the credits are in', async () => {
    const form = await cabinet.get('/balance?missing=214&next=%2Ftx%3Fjob%3D3', signedIn);
    expect(form.text).to.include('name="next" value="/tx?job=3"').and.include('you are taken back');
    const sent = await cabinet.post('/balance', { amount: '5,000', key, next: '/tx?job=3' }, signedIn);
    expect([sent.status, sent.headers['location']]).to.deep.equal([303, '/tx?job=3']);
    const cookie = cookiesOf(sent.headers)['added_credits'] ?? '';
    expect(cookie).to.match(/^added_credits=5000; Max-Age=60; .*HttpOnly; SameSite=Lax$/);
    const Cookie = `${signedIn.Cookie}; added_credits=5000`;
    const part = await cabinet.get('/tx', { Cookie, 'HX-Request': 'true' });
    expect([part.text.includes('credits added'), part.headers['set-cookie']]).to.deep.equal([false, undefined]);
    const back = await cabinet.get('/tx?job=3', { Cookie });
    expect(back.text).to.include('5,000 credits added').and.include('Your balance is 5,000.');
    expect(cookiesOf(back.headers)['added_credits']).to.include('Expires=Thu, 01 Jan 1970');
    expect((await cabinet.get('/tx', signedIn)).text).to.not.include('credits added');
  });

  it('keeps the way while the form is at fault, and in a change of language', async () => {
    const { status, text } = await cabinet.post('/balance', { amount: 'many', key, next: '/predict' }, signedIn);
    expect(status).to.equal(422);
    expect(text).to.include('name="next" value="/predict"').and.include('value="/balance?next=%2Fpredict"');
  });

  it('never leads to another site', async () => {
    for (const next of ['https://evil.test/', '//evil.test', '/\\evil.test', '/login', 'javascript:alert(1)']) {
      const form = await cabinet.get(`/balance?next=${encodeURIComponent(next)}`, signedIn);
      expect(form.text, next).to.match(/name="key" value="[^"]+">\s*<fieldset/);
      const sent = await cabinet.post('/balance', { amount: '5', key, next }, signedIn);
      expect(sent.headers['location'], next).to.equal('/balance?added=5');
    }
  });
});
