import { expect } from 'chai';
import { type Cabinet, cookiesOf, signedIn, startCabinet } from './cabinet-fixture.js';
import { goodToken, linkCode, problem } from './fake-gateway.js';

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

  it('needs a session', async () => {
    expect((await cabinet.get('/account')).headers['location']).to.equal('/login?next=%2Faccount');
  });
});

describe('the way to the bot', () => {
  let cabinet: Cabinet;
  beforeEach(async () => {
    cabinet = await startCabinet({ TG_BOT_NAME: 'coincast_bot' });
  });
  afterEach(() => cabinet.close());
  const open = (headers: Record<string, string> = signedIn) => cabinet.post('/account/telegram', {}, headers);

  it('is a form on the account page, which says how long the link is good, in both languages', async () => {
    const { text } = await cabinet.get('/account', signedIn);
    expect(text).to.match(/<form method="post" action="\/account\/telegram" target="_blank" rel="noopener"><button/);
    expect(text).to.include('good for 10 minutes and once').and.not.include('t.me').and.not.include(linkCode.code);
    const russian = await cabinet.get('/account', { Cookie: `${signedIn.Cookie}; language=ru` });
    expect(russian.text).to.include('действует 10 минут и только один раз');
  });

  it('leads to the bot with a code of the visitor’s own account', async () => {
    const { status, headers } = await open();
    expect(status).to.equal(303);
    expect(headers['location']).to.equal(`https://t.me/coincast_bot?start=${linkCode.code}`);
    expect(headers).to.include({ 'referrer-policy': 'same-origin', 'cache-control': 'private, no-store' });
    const { call, headers: sent } = cabinet.gateway.seen.at(-1) ?? {};
    expect([call, sent?.authorization]).to.deep.equal(['POST /api/auth/link-codes', `Bearer ${goodToken}`]);
  });

  it('is let through by the policy of that page, and of no other', async () => {
    const policyOf = async (path: string) =>
      String((await cabinet.get(path, signedIn)).headers['content-security-policy']);
    const [account, balance] = [await policyOf('/account'), await policyOf('/balance')];
    expect(account).to.include("form-action 'self' https://t.me;");
    expect(balance).to.include("form-action 'self';");
    expect(account.replace(' https://t.me', '')).to.equal(balance);
  });

  it('is not there without a bot', async () => {
    const alone = await startCabinet();
    const { text, headers } = await alone.get('/account', signedIn);
    expect(text).to.not.match(/telegram/i);
    expect(headers['content-security-policy']).to.not.include('t.me');
    expect((await alone.post('/account/telegram', {}, signedIn)).status).to.equal(404);
    expect((await alone.get('/account/telegram', signedIn)).status).to.equal(404);
    await alone.close();
  });

  it('makes no code for nobody, for another site, or for a token that has expired', async () => {
    expect((await open({})).headers['location']).to.equal('/login?next=%2Faccount%2Ftelegram');
    expect((await open({ ...signedIn, Origin: 'https://evil.test' })).status).to.equal(403);
    expect(cabinet.gateway.seen).to.deep.equal([]);
    const expired = await open({ Cookie: 'access_token=ddd.eee.fff' });
    expect(expired.headers['location']).to.equal('/login?next=%2Faccount%2Ftelegram&notice=expired');
    const back = await cabinet.get('/account/telegram', signedIn);
    expect([back.status, back.headers['location']]).to.deep.equal([303, '/account']);
  });

  it('says in words that there were too many, or that the API is away, and leads back to the account', async () => {
    const cases: [number, string, string][] = [
      [429, 'too_many_requests', 'Too many'],
      [503, 'unavailable', 'may have arrived'],
    ];
    for (const [status, code, words] of cases) {
      cabinet.gateway.answers.set('POST /api/auth/link-codes', problem(status, code));
      const answer = await open();
      expect(answer.status).to.equal(status);
      expect(answer.text).to.include(words).and.include('href="/account"').and.not.include('t.me');
    }
  });

  it('leads nowhere with what is no code', async () => {
    const body = { ...linkCode, code: 'x&start=y#z' };
    cabinet.gateway.answers.set('POST /api/auth/link-codes', { status: 201, body });
    const { status, headers } = await open();
    expect([status, headers['location']]).to.deep.equal([503, undefined]);
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
