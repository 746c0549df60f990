import { expect } from 'chai';
import { type Cabinet, cookiesOf, signedIn, startCabinet } from './cabinet-fixture.js';
import { goodToken, problem } from './fake-gateway.js';

describe('register, sign-in and sign-out', () => {
  let cabinet: Cabinet;
  beforeEach(async () => {
    cabinet = await startCabinet();
  });
  afterEach(() => cabinet.close());
  const ann = { email: 'ann@example.com', password: 'correct horse' };

  it('303 after sign-in, to where the reader was going, with the token in a cookie that no script can read', async () => {
    const { status, headers, text } = await cabinet.post('/login', { ...ann, next: '/tx?before=7' });
    expect([status, headers['location']]).to.deep.equal([303, '/tx?before=7']);
    const cookie = cookiesOf(headers)['access_token'] ?? '';
    expect(cookie).to.equal(`access_token=${goodToken}; Path=/; HttpOnly; SameSite=Lax`);
    expect(text).to.not.include(goodToken);
    expect(cabinet.gateway.seen.at(-1)?.body).to.deep.equal(ann);
  });

  it('303 after registration, signed in', async () => {
    const { status, headers } = await cabinet.post('/register', ann);
    expect([status, headers['location']]).to.deep.equal([303, '/predict']);
    expect(cookiesOf(headers)['access_token']).to.include(goodToken);
  });

  it('a token that the browser held before is replaced, never taken over', async () => {
    const planted = { Cookie: 'access_token=planted.by.somebody; account_email=eve%40example.com' };
    for (const path of ['/login', '/register']) {
      const { headers } = await cabinet.post(path, ann, planted);
      const cookies = cookiesOf(headers);
      expect(cookies['access_token'], path).to.equal(`access_token=${goodToken}; Path=/; HttpOnly; SameSite=Lax`);
      expect(cookies['account_email'], path).to.include('ann%40example.com');
    }
    for (const { headers } of cabinet.gateway.seen) expect(headers).to.not.have.property('authorization');
  });

  it('a session that is named twice is none: one of them may be planted, with a path of its own', async () => {
    const Cookie = `access_token=planted.by.somebody; access_token=${goodToken}`;
    const { status, headers } = await cabinet.get('/balance', { Cookie });
    expect([status, headers['location']]).to.deep.equal([303, '/login?next=%2Fbalance']);
    expect(cabinet.gateway.seen).to.deep.equal([]);
  });

  it('no address and no form begins a session', async () => {
    const query = await cabinet.get(`/balance?access_token=${goodToken}`);
    const form = await cabinet.post('/balance', { access_token: goodToken, amount: '5' });
    const header = await cabinet.get('/balance', { Authorization: `Bearer ${goodToken}` });
    for (const { status, headers } of [query, form, header]) {
      expect([status, headers['set-cookie']]).to.deep.equal([303, undefined]);
    }
    expect(cabinet.gateway.seen).to.deep.equal([]);
  });

  it('401 beside the password when the two do not match, with the e-mail kept and the password not', async () => {
    cabinet.gateway.answers.set('POST /api/auth/login', problem(401, 'bad_credentials'));
    const { status, text, headers } = await cabinet.post('/login', { ...ann, next: '/tx' });
    expect(status).to.equal(401);
    expect(text).to.match(/id="password"[^>]+aria-invalid="true" aria-describedby="password-error" autofocus/);
    expect(text).to.include('That email and password do not match');
    expect(text).to.include('value="ann@example.com"').and.include('name="next" value="/tx"');
    expect(text).to.not.include('correct horse');
    expect(cookiesOf(headers)).to.deep.equal({});
  });

  it('422 without asking anybody when a field is empty', async () => {
    const { status, text } = await cabinet.post('/login', { email: '', password: '' });
    expect(status).to.equal(422);
    expect(text).to.include('Enter your email.').and.include('Enter your password.');
    expect(cabinet.gateway.seen).to.deep.equal([]);
  });

  it('names the field of a registration that the API refuses', async () => {
    cabinet.gateway.answers.set('POST /api/auth/register', problem(400, 'email_taken'));
    const taken = await cabinet.post('/register', ann);
    expect(taken.status).to.equal(400);
    expect(taken.text).to.include('This email already has an account.').and.include('id="email-error"');
    const errors = [{ field: 'password', message: 'too short' }];
    cabinet.gateway.answers.set('POST /api/auth/register', problem(422, 'invalid_request', { errors }));
    const short = await cabinet.post('/register', { ...ann, password: 'abc' });
    expect(short.status).to.equal(422);
    expect(short.text).to.include('From 4 to 1,024 characters.').and.include('id="password-error"');
  });

  it('429 says how long to wait', async () => {
    const refused = problem(429, 'too_many_requests');
    cabinet.gateway.answers.set('POST /api/auth/login', { ...refused, headers: { 'retry-after': '21' } });
    const { status, text } = await cabinet.post('/login', ann, { 'Accept-Language': 'ru' });
    expect(status).to.equal(429);
    expect(text).to.include('Повторите через 21 секунду.');
  });

  it('sign-out takes the cookies away, and only by POST', async () => {
    const { status, headers } = await cabinet.post('/logout', {}, signedIn);
    expect([status, headers['location']]).to.deep.equal([303, '/login?notice=signed-out']);
    expect(cookiesOf(headers)['access_token']).to.match(/access_token=; .*Expires=Thu, 01 Jan 1970/);
    expect(cookiesOf((await cabinet.get('/logout', signedIn)).headers)).to.deep.equal({});
  });

  it('sends those who have to sign in first, and says so', async () => {
    const { status, headers } = await cabinet.get('/tx?before=5');
    expect([status, headers['location']]).to.deep.equal([303, '/login?next=%2Ftx%3Fbefore%3D5']);
    expect((await cabinet.get('/login?next=%2Ftx')).text).to.include('This page needs an account');
  });

  it('an expired session ends at sign-in with a banner, and the way back', async () => {
    const stale = { Cookie: 'access_token=old.old.old' };
    const { status, headers } = await cabinet.get('/balance', stale);
    expect([status, headers['location']]).to.deep.equal([303, '/login?next=%2Fbalance&notice=expired']);
    expect(cookiesOf(headers)['access_token']).to.include('access_token=;');
    const page = await cabinet.get(String(headers['location']));
    expect(page.text).to.include('You have been signed out').and.include('name="next" value="/balance"');
    const part = await cabinet.get('/tx', { ...stale, 'HX-Request': 'true' });
    expect([part.status, part.headers['hx-redirect']]).to.deep.equal([204, '/login?next=%2Ftx&notice=expired']);
  });
});
