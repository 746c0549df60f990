import { expect } from 'chai';
import { type Api, AuthFixture, freshEmail, holdHashing } from '../auth-fixture.js';

describe('throttled logins', () => {
  let fixture: AuthFixture;

  before(async () => {
    fixture = await AuthFixture.create();
  });
  after(() => fixture.close());

  const login = (api: Api, email: string, password: string, address = '203.0.113.1') =>
    api.post('/api/auth/login').set('X-Forwarded-For', address).send({ email, password });

  async function account(api: Api): Promise<string> {
    const email = freshEmail();
    await api.post('/api/auth/register').send({ email, password: 'correct horse' }).expect(201);
    return email;
  }

  describe('per account', () => {
    let api: Api;
    before(async () => {
      api = await fixture.start({ LOGIN_FAILURES_PER_ACCOUNT: '3', LOGIN_FAILURES_PER_ADDRESS: '0' });
    });

    it('answers 429 with Retry-After after too many failures, from wherever, even to the right password', async () => {
      const email = await account(api);
      for (const host of [1, 2, 3]) await login(api, email, 'wrong', `203.0.113.${host}`).expect(401);
      const { body, headers } = await login(api, email, 'correct horse', '203.0.113.4').expect(429);
      expect(body.code).to.equal('too_many_requests');
      expect(body.detail).to.match(/account.*Try again in 1 s\./);
      expect(headers['retry-after']).to.equal('1');
    });

    it('answers the same to an account that does not exist', async () => {
      const email = freshEmail();
      for (const _ of [1, 2, 3]) await login(api, email, 'wrong').expect(401);
      await login(api, email.toUpperCase(), 'wrong').expect(429);
    });

    it('leaves other accounts alone', async () => {
      const [email, neighbour] = [await account(api), await account(api)];
      for (const _ of [1, 2, 3]) await login(api, email, 'wrong').expect(401);
      await login(api, neighbour, 'correct horse').expect(200);
    });

    it('forgets failures at the right password', async () => {
      const email = await account(api);
      for (const _ of [1, 2]) {
        await login(api, email, 'wrong').expect(401);
        await login(api, email, 'wrong').expect(401);
        await login(api, email, 'correct horse').expect(200);
      }
    });

    it('lets no volley of guesses past the limit', async () => {
      const email = await account(api);
      const answers = await Promise.all(Array.from({ length: 12 }, () => login(api, email, 'wrong')));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 401)).to.have.length(3);
      expect(statuses.filter((status) => status === 429)).to.have.length(9);
    });

    it('takes many right logins to one account at once', async () => {
      const email = await account(api);
      await Promise.all(Array.from({ length: 12 }, () => login(api, email, 'correct horse').expect(200)));
    });

    it('answers 429 when too many logins to one account stand in line', async () => {
      const email = await account(api);
      const hashing = holdHashing();
      const asked = Array.from({ length: 51 }, () => login(api, email, 'correct horse').then((answer) => answer));
      const { status, headers } = await Promise.race(asked);
      hashing.release();
      expect(status).to.equal(429);
      expect(headers['retry-after']).to.equal('1');
      const statuses = (await Promise.all(asked)).map((answer) => answer.status);
      expect(statuses.filter((each) => each === 200)).to.have.length(50);
    });
  });

  describe('per address', () => {
    it('answers 429 with Retry-After after too many failures over all accounts, and only there', async () => {
      const api = await fixture.start({ LOGIN_FAILURES_PER_ADDRESS: '3' });
      for (const _ of [1, 2, 3]) await login(api, freshEmail(), 'wrong').expect(401);
      const { body, headers } = await login(api, 'demo@user', 'user').expect(429);
      expect(body.detail).to.match(/address/);
      expect(Number(headers['retry-after'])).to.be.greaterThan(0);
      await login(api, 'demo@user', 'user', '203.0.113.2').expect(200);
    });

    it('believes the last address of X-Forwarded-For, which the gateway wrote', async () => {
      const api = await fixture.start({ LOGIN_FAILURES_PER_ADDRESS: '3' });
      for (const spoofed of [7, 8, 9]) {
        await login(api, freshEmail(), 'wrong', `198.51.100.${spoofed}, 203.0.113.1`).expect(401);
      }
      await login(api, 'demo@user', 'user', '198.51.100.10, 203.0.113.1').expect(429);
    });
  });

  it('is off at 0', async () => {
    const api = await fixture.start({ LOGIN_FAILURES_PER_ACCOUNT: '0', LOGIN_FAILURES_PER_ADDRESS: '0' });
    for (const _ of Array.from({ length: 15 })) await login(api, 'demo@user', 'wrong').expect(401);
    await login(api, 'demo@user', 'user').expect(200);
  });
});
