import { expect } from 'chai';
import request from 'supertest';
import { expectProblem, type Headers } from '../account-calls.js';
import { type BillingStack, balanceOf, startBillingStack } from '../billing-fixture.js';

describe('a top-up by an administrator', () => {
  let stack: BillingStack;
  let userId = 0;

  before(async () => {
    stack = await startBillingStack();
  });

  after(() => stack?.close());

  beforeEach(() => {
    userId++;
  });

  describe('POST /api/account/:user_id/top-up', () => {
    const topUpFor = (path: string | number, role: 'USER' | 'ADMIN' = 'ADMIN', headers: Headers = {}) =>
      request(stack.service.url)
        .post(`/api/account/${path}/top-up`)
        .set({ ...stack.bearer(900_001, role), ...headers })
        .send({ amount: 25, reason: 'Gift' });

    it("201: an administrator tops up somebody's account, known or not", async () => {
      expect((await topUpFor(userId).expect(201)).body).to.deep.equal({ balance: 25 });
      expect((await topUpFor(`${userId}`).expect(201)).body).to.deep.equal({ balance: 50 });
      expect(await balanceOf(stack.database, userId)).to.equal(50);
      expect(await balanceOf(stack.database, 900_001)).to.equal(undefined);
    });

    it('409: the same key for another account', async () => {
      const key = { 'Idempotency-Key': 'gift' };
      await topUpFor(userId, 'ADMIN', key).expect(201);
      expect((await topUpFor(userId, 'ADMIN', key).expect(201)).body).to.deep.equal({ balance: 25 });
      expectProblem(await topUpFor(userId + 1, 'ADMIN', key), 409, 'idempotency_conflict', /new key/);
      userId++;
    });

    it('401: without a token', async () => {
      expectProblem(await topUpFor(userId, 'ADMIN', { Authorization: '' }), 401, 'not_signed_in', /token/);
    });

    it('403: a user who is no administrator', async () => {
      expectProblem(await topUpFor(userId, 'USER'), 403, 'forbidden', /role/);
      expect(await balanceOf(stack.database, userId)).to.equal(undefined);
    });

    for (const id of ['0', '-1', 'me', '1.5', '9007199254740993']) {
      it(`422: user id ${id}`, async () => {
        expectProblem(await topUpFor(id), 422, 'invalid_request', /user_id/);
      });
    }
  });
});
