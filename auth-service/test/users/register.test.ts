import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { type Api, AuthFixture, freshEmail, holdHashing } from '../auth-fixture.js';

describe('POST /api/auth/register', () => {
  let fixture: AuthFixture;
  let api: Api;

  before(async () => {
    fixture = await AuthFixture.create();
    api = await fixture.start();
  });
  after(() => fixture.close());

  const register = (email: unknown, password: unknown = 'correct horse') =>
    api.post('/api/auth/register').send({ email, password });

  it('answers 201 with a token for a USER', async () => {
    const { body, headers } = await register(freshEmail()).expect(201);
    expect(body).to.have.all.keys('access_token', 'token_type');
    expect(body.token_type).to.equal('bearer');
    expect(headers['cache-control']).to.equal('no-store');
    const decoded = jwt.decode(body.access_token, { complete: true });
    expect(decoded?.header).to.include({ alg: 'RS256' }).and.have.property('kid');
    const claims = decoded?.payload as jwt.JwtPayload;
    expect(claims).to.include({ role: 'USER', iss: 'coincast', aud: 'coincast-api' });
    expect(claims.sub).to.match(/^[1-9]\d*$/);
    expect(claims.jti).to.be.a('string');
    expect(Number(claims.exp) - Number(claims.iat)).to.equal(1440 * 60);
  });

  it('answers with and without a trailing slash', async () => {
    await api.post('/api/auth/register/').send({ email: freshEmail(), password: 'correct horse' }).expect(201);
  });

  it('takes an e-mail whose host has no dot', async () => {
    await register('somebody@localhost').expect(201);
  });

  it('answers 400 for an e-mail that is taken, in whatever case', async () => {
    await register('Ann@Example.com').expect(201);
    for (const email of ['ann@example.com', ' ANN@EXAMPLE.COM ']) {
      const { body } = await register(email)
        .expect(400)
        .expect('content-type', /application\/problem\+json/);
      expect(body).to.include({ detail: 'Email already registered', code: 'email_taken' });
    }
  });

  it('lets exactly one of many registrations at once succeed, with one event', async () => {
    const email = freshEmail();
    const answers = await Promise.all(Array.from({ length: 12 }, () => register(email)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).to.have.length(1);
    expect(statuses.filter((status) => status === 400)).to.have.length(11);
    const { rows } = await fixture.db.raw('SELECT id FROM users WHERE email = ?', [email]);
    expect(rows).to.have.length(1);
    const events = await fixture.eventsAbout(rows[0].id);
    expect(events).to.have.length(1);
    expect(events[0]).to.deep.include({ type: 'user.registered', data: { user_id: rows[0].id } });
    await eventually('the event is sent', async () => {
      const { rows: waiting } = await fixture.db.raw('SELECT FROM outbox');
      return waiting.length === 0;
    });
  });

  it('stores neither user nor event when one of them fails', async () => {
    const email = freshEmail();
    await fixture.db.raw('ALTER TABLE outbox ADD CONSTRAINT full_up CHECK (false) NOT VALID');
    try {
      const { body } = await register(email).expect(500);
      expect(JSON.stringify(body)).not.to.match(/full_up|constraint|insert/i);
    } finally {
      await fixture.db.raw('ALTER TABLE outbox DROP CONSTRAINT full_up');
    }
    await register(email).expect(201);
  });

  it('answers 422 that names each faulty field', async () => {
    const faulty: [unknown, unknown, string[]][] = [
      ['no-at-sign', 'correct horse', ['email']],
      ['two@@example.com', 'correct horse', ['email']],
      ['spa ce@example.com', 'correct horse', ['email']],
      ['nul\u0000@example.com', 'correct horse', ['email']],
      ['zero\u200bwidth@example.com', 'correct horse', ['email']],
      [`${'a'.repeat(250)}@example.com`, 'correct horse', ['email']],
      [freshEmail(), 'abc', ['password']],
      [freshEmail(), 'a'.repeat(1025), ['password']],
      [freshEmail(), 12345678, ['password']],
      ['', '', ['email', 'password']],
      [undefined, null, ['email', 'password']],
      [{ $ne: 1 }, ['x'], ['email', 'password']],
    ];
    for (const [email, password, fields] of faulty) {
      const { body } = await register(email, password).expect(422);
      expect(body.errors.map(({ field }: { field: string }) => field)).to.deep.equal(fields);
      expect(body.detail).to.match(/^(email|password) .+\.$/);
    }
  });

  it('answers 422 for a body that is no object or is missing', async () => {
    await api.post('/api/auth/register').send([1]).expect(422);
    await api.post('/api/auth/register').expect(422);
  });

  it('answers 400 for broken JSON', async () => {
    const { body } = await api.post('/api/auth/register').type('json').send('{"email":').expect(400);
    expect(body.code).to.equal('malformed_body');
  });

  it('answers 413 for a body beyond reason', async () => {
    await register(freshEmail(), 'a'.repeat(20_000)).expect(413);
  });

  it('answers 415 for a form', async () => {
    await api
      .post('/api/auth/register')
      .type('form')
      .send({ email: freshEmail(), password: 'x'.repeat(8) })
      .expect(415);
  });

  it('answers 503 with Retry-After when too many passwords wait', async () => {
    const busy = await fixture.start({ PASSWORD_THREADS: '1', PASSWORD_QUEUE: '1' });
    const hashing = holdHashing();
    const asked = [1, 2, 3].map(() =>
      busy
        .post('/api/auth/register')
        .send({ email: freshEmail(), password: 'correct horse' })
        .then((answer) => answer),
    );
    const { status, body, headers } = await Promise.race(asked);
    hashing.release();
    expect(status).to.equal(503);
    expect(body.code).to.equal('unavailable');
    expect(Number(headers['retry-after'])).to.be.greaterThan(0);
    const statuses = (await Promise.all(asked)).map((answer) => answer.status);
    expect(statuses).to.have.members([201, 201, 503]);
  });
});
