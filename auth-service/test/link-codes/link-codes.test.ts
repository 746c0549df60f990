import { createHash } from 'node:crypto';
import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { type Api, AuthFixture, freshEmail, tokenOf } from '../auth-fixture.js';

describe('link codes', () => {
  let fixture: AuthFixture;
  let api: Api;

  before(async () => {
    fixture = await AuthFixture.create();
    api = await fixture.start();
  });
  after(() => fixture.close());

  const create = (token: string) => api.post('/api/auth/link-codes').set('Authorization', `Bearer ${token}`);
  const redeem = (code: unknown) => api.post('/api/auth/link-codes/redeem').send({ code });
  const codeOf = async (token: string): Promise<string> => (await create(token).expect(201)).body.code;
  const hashOf = (code: string) => createHash('sha256').update(code).digest();
  const subjectOf = (token: string) => jwt.decode(token)?.sub;

  async function account(): Promise<{ email: string; token: string }> {
    const email = freshEmail();
    const { body } = await api.post('/api/auth/register').send({ email, password: 'correct horse' }).expect(201);
    return { email, token: body.access_token };
  }

  async function refused(code: unknown) {
    const { body } = await redeem(code)
      .expect(400)
      .expect('content-type', /problem\+json/);
    return body;
  }

  describe('POST /api/auth/link-codes', () => {
    it('answers 201 with a code that fits a Telegram link, good for ten minutes', async () => {
      const { token } = await account();
      const askedAtMs = Date.now();
      const { body, headers } = await create(token).expect(201);
      expect(body).to.have.all.keys('code', 'expires_at');
      expect(headers['cache-control']).to.equal('no-store');
      expect(body.code).to.match(/^[\w-]{22,64}$/);
      expect(Buffer.from(body.code, 'base64url').length).to.be.at.least(16);
      const lifeMs = Date.parse(body.expires_at) - askedAtMs;
      expect(lifeMs).to.be.within(595_000, 605_000);
      expect(await codeOf(token)).to.not.equal(body.code);
    });

    it('stores the hash of the code and not the code', async () => {
      const code = await codeOf((await account()).token);
      const { rows } = await fixture.db.raw('SELECT * FROM link_codes WHERE code_hash = ?', [hashOf(code)]);
      expect(rows).to.have.length(1);
      const { rows: all } = await fixture.db.raw('SELECT link_codes::text FROM link_codes');
      expect(JSON.stringify(all)).to.not.include(code).and.not.include(Buffer.from(code).toString('hex'));
    });

    it('ends the oldest of more than three open codes of a user, and no code of another', async () => {
      const [ann, bob] = [await account(), await account()];
      const others = await codeOf(bob.token);
      const codes: string[] = [];
      for (let i = 0; i < 4; i++) codes.push(await codeOf(ann.token));
      await redeem(codes[0]).expect(400);
      for (const code of [...codes.slice(1), others]) await redeem(code).expect(200);
    });

    it('keeps no more than three of many that are made at once', async () => {
      const { token } = await account();
      const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(token)));
      const answers = await Promise.all(codes.map((code) => redeem(code)));
      expect(answers.filter(({ status }) => status === 200)).to.have.length(3);
    });

    it('takes expired codes of everybody away', async () => {
      const expired = await expiredCode();
      await create((await account()).token).expect(201);
      const { rows } = await fixture.db.raw('SELECT FROM link_codes WHERE code_hash = ?', [hashOf(expired)]);
      expect(rows).to.have.length(0);
    });

    it('answers 401 without a token, and when the account is gone', async () => {
      await api.post('/api/auth/link-codes').expect(401);
      const { email, token } = await account();
      const code = await codeOf(token);
      await fixture.db.raw('DELETE FROM users WHERE email = ?', [email]);
      expect((await create(token).expect(401)).body.code).to.equal('not_signed_in');
      await redeem(code).expect(400);
    });
  });

  describe('POST /api/auth/link-codes/redeem', () => {
    it('answers 200 as a login does, with a token of the account and its role', async () => {
      const admin = await tokenOf(api, 'demo@admin', 'admin');
      const { body, headers } = await redeem(await codeOf(admin)).expect(200);
      expect(body).to.have.all.keys('access_token', 'token_type');
      expect(body.token_type).to.equal('bearer');
      expect(headers['cache-control']).to.equal('no-store');
      expect(subjectOf(body.access_token)).to.equal(subjectOf(admin));
      const me = await api.get('/api/auth/me').set('Authorization', `Bearer ${body.access_token}`).expect(200);
      expect(me.body).to.include({ email: 'demo@admin', role: 'ADMIN' });
    });

    it('answers the same 400 to a code that is unknown, used, expired or never can have been one', async () => {
      const used = await codeOf((await account()).token);
      await redeem(used).expect(200);
      const expected = await refused(used);
      expect(expected).to.include({ status: 400, code: 'bad_link_code' });
      for (const code of ['A'.repeat(32), await expiredCode(), 'x', 'nul\u0000', "' OR 1=1 --", '😀']) {
        expect(await refused(code), code).to.deep.equal(expected);
      }
    });

    it('lets exactly one of many at once have the token', async () => {
      const code = await codeOf((await account()).token);
      const second = await fixture.start();
      const statuses = await Promise.all(
        Array.from({ length: 12 }, async (_, i) => {
          const from = i % 2 ? api : second;
          return (await from.post('/api/auth/link-codes/redeem').send({ code })).status;
        }),
      );
      expect(statuses.filter((status) => status === 200)).to.have.length(1);
      expect(statuses.filter((status) => status === 400)).to.have.length(11);
    });

    it('answers 422, 400 and 415 for a body at fault, and the code stays good', async () => {
      const code = await codeOf((await account()).token);
      for (const faulty of [undefined, '', 7, [code], { $ne: 1 }, 'A'.repeat(65)]) await redeem(faulty).expect(422);
      await api.post('/api/auth/link-codes/redeem').expect(422);
      await api.post('/api/auth/link-codes/redeem').type('json').send('{"code":').expect(400);
      await api.post('/api/auth/link-codes/redeem').type('form').send({ code }).expect(415);
      await redeem(code).expect(200);
    });
  });

  async function expiredCode(): Promise<string> {
    const code = await codeOf((await account()).token);
    await fixture.db.raw(
      `UPDATE link_codes SET created_at = created_at - interval '11 minutes', expires_at = now() - interval '1 second'
       WHERE code_hash = ?`,
      [hashOf(code)],
    );
    return code;
  }
});
