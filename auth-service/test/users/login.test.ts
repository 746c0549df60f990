import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { type Api, AuthFixture, holdHashing } from '../auth-fixture.js';

describe('POST /api/auth/login', () => {
  let fixture: AuthFixture;
  let api: Api;

  before(async () => {
    fixture = await AuthFixture.create();
    api = await fixture.start({ LOGIN_FAILURES_PER_ACCOUNT: '0', LOGIN_FAILURES_PER_ADDRESS: '0' });
  });
  after(() => fixture.close());

  const byForm = (username: string, password: string) =>
    api.post('/api/auth/login').type('form').send({ username, password });
  const byJson = (email: unknown, password: unknown) => api.post('/api/auth/login').send({ email, password });

  it('answers 200 for the OAuth2 password form', async () => {
    const { body, headers } = await byForm('demo@user', 'user').expect(200);
    expect(body).to.have.all.keys('access_token', 'token_type');
    expect(body.token_type).to.equal('bearer');
    expect(headers['cache-control']).to.equal('no-store');
  });

  it('ignores the other fields that OAuth2 clients send', async () => {
    const fields = { grant_type: 'password', scope: '', client_id: 'x', client_secret: 'y' };
    const form = { ...fields, username: 'demo@user', password: 'user' };
    await api.post('/api/auth/login/').type('form').send(form).expect(200);
  });

  it('answers 200 for JSON, in whatever case the e-mail is written', async () => {
    await byJson(' Demo@USER ', 'user').expect(200);
  });

  it('takes a password however its letters are composed', async () => {
    const email = 'composed@example.com';
    await api
      .post('/api/auth/register')
      .send({ email, password: 'ёлка-й'.normalize('NFD') })
      .expect(201);
    await byJson(email, 'ёлка-й'.normalize('NFC')).expect(200);
  });

  it('answers 401 for a wrong password', async () => {
    for (const password of ['User', 'admin', 'user ']) {
      const { body } = await byJson('demo@user', password)
        .expect(401)
        .expect('content-type', /problem\+json/);
      expect(body).to.include({ detail: 'Bad credentials', code: 'bad_credentials' });
    }
  });

  it('answers 401 for what cannot be an account', async () => {
    for (const name of ['nobody@example.com', 'no-at-sign', 'nul\u0000@user', "' OR 1=1 --"]) {
      const { body } = await byForm(name, 'user').expect(401);
      expect(body.detail).to.equal('Bad credentials');
    }
  });

  it('does the same work whether or not the account exists', async () => {
    const { tasks, release } = holdHashing();
    const asked = ['demo@user', 'nobody@example.com', 'not-even-an-address'].map((email) =>
      byJson(email, 'wrong').then(({ status }) => status),
    );
    await eventually('each login has its password checked', () => tasks.length === 3).finally(release);
    expect(await Promise.all(asked)).to.deep.equal([401, 401, 401]);
    const work = tasks.map((task) => (task.kind === 'verify' ? task.hash.split('$').slice(0, 4).join('$') : task.kind));
    expect(work).to.deep.equal(Array(3).fill('$argon2id$v=19$m=19456,t=2,p=1'));
    expect(tasks.map((task) => (task.kind === 'verify' ? task.hash.length : 0))).to.deep.equal(Array(3).fill(97));
  });

  it('answers 422 that names each faulty field', async () => {
    const byNothing = await byJson(undefined, undefined).expect(422);
    expect(byNothing.body.errors.map(({ field }: { field: string }) => field)).to.deep.equal(['email', 'password']);
    await byJson({}, []).expect(422);
    await byJson('demo@user', 'x'.repeat(1025)).expect(422);
    await byForm('', 'user').expect(422);
    await api.post('/api/auth/login').expect(422);
    await api.post('/api/auth/login').type('form').send('username=a%40b&username=c%40d&password=user').expect(422);
  });

  it('answers 400 for broken JSON, 413 for too much, 415 for another type', async () => {
    await api.post('/api/auth/login').type('json').send('{').expect(400);
    await byForm('demo@user', 'x'.repeat(20_000)).expect(413);
    await api.post('/api/auth/login').type('text/plain').send('demo@user user').expect(415);
  });

  it('answers 503 with Retry-After when too many passwords wait', async () => {
    const limits = { LOGIN_FAILURES_PER_ACCOUNT: '0', PASSWORD_THREADS: '1', PASSWORD_QUEUE: '1' };
    const busy = await fixture.start(limits);
    const hashing = holdHashing();
    const asked = [1, 2, 3].map(() =>
      busy
        .post('/api/auth/login')
        .send({ email: 'demo@user', password: 'user' })
        .then((answer) => answer),
    );
    const { status, headers } = await Promise.race(asked);
    hashing.release();
    expect(status).to.equal(503);
    expect(Number(headers['retry-after'])).to.be.greaterThan(0);
    const statuses = (await Promise.all(asked)).map((answer) => answer.status);
    expect(statuses).to.have.members([200, 200, 503]);
  });
});
