import { expect } from 'chai';
import request from 'supertest';
import { expectProblem, get, topUp } from '../account-calls.js';
import { type BillingStack, balanceOf, startBillingStack } from '../billing-fixture.js';

describe('an administrator who looks at an account', () => {
  let stack: BillingStack;
  const admin = 900_001;

  before(async () => {
    stack = await startBillingStack({ WELCOME_CREDITS: '5' });
  });

  after(() => stack?.close());

  const look = (path: string, role: 'USER' | 'ADMIN' = 'ADMIN') =>
    request(stack.service.url).get(`/api/account/${path}`).set(stack.bearer(admin, role));

  it('200: sees the balance and the ledger as their owner does', async () => {
    await topUp(stack, 1, { amount: 7 }).expect(201);
    await topUp(stack, 2, { amount: 1 }).expect(201);
    expect((await look('1/balance').expect(200)).body).to.deep.equal({ balance: 12 });
    expect((await look('1/balance/').expect(200)).body).to.deep.equal({ balance: 12 });
    for (const query of ['', '/?limit=1', '?type=REFUND', '?from=2024-01-01']) {
      const own = (await get(stack, 1, `/api/account/transactions${query}`).expect(200)).body;
      expect((await look(`1/transactions${query}`).expect(200)).body, query).to.deep.equal(own);
    }
    expect((await look('1/transactions')).body).to.have.lengthOf(2);
  });

  it('200: finds nothing where there is no wallet, and opens none', async () => {
    expect((await look('77/balance').expect(200)).body).to.deep.equal({ balance: 0 });
    expect((await look('77/transactions').expect(200)).body).to.deep.equal([]);
    expect(await balanceOf(stack.database, 77)).to.equal(undefined);
    expect(await balanceOf(stack.database, admin)).to.equal(undefined);
  });

  for (const what of ['balance', 'transactions']) {
    it(`401, 403: the ${what} without a token, and for a user who is no administrator`, async () => {
      expectProblem(await request(stack.service.url).get(`/api/account/1/${what}`), 401, 'not_signed_in', /token/);
      expectProblem(await look(`1/${what}`, 'USER'), 403, 'forbidden', /role/);
      expectProblem(await look(`${admin}/${what}`, 'USER'), 403, 'forbidden', /role/);
    });

    for (const id of ['0', '-1', 'me', '1.5', '9007199254740993']) {
      it(`422: the ${what} of user id ${id}`, async () => {
        expectProblem(await look(`${id}/${what}`), 422, 'invalid_request', /user_id/);
      });
    }
  }

  it('422: a filter that is none', async () => {
    expectProblem(await look('1/transactions?type=GIFT'), 422, 'invalid_request', /type/);
  });
});
