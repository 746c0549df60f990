import { serviceTokenHeader } from '@coincast/shared/http';
import { expect } from 'chai';
import request from 'supertest';
import { expectProblem, topUp } from '../account-calls.js';
import { type BillingStack, internalToken, startBillingStack } from '../billing-fixture.js';

describe('the internal calls', () => {
  let stack: BillingStack;
  let userId = 0;

  before(async () => {
    stack = await startBillingStack();
  });

  after(() => stack?.close());

  beforeEach(() => {
    userId++;
  });

  describe('POST /internal/balances', () => {
    const balances = (body: object, token: string = internalToken) =>
      request(stack.service.url).post('/internal/balances').set(serviceTokenHeader, token).send(body);

    it('200: a balance for every id, opening wallets that nobody has touched', async () => {
      await topUp(stack, userId, { amount: 7 }).expect(201);
      const body = { user_ids: [userId, userId + 500_000, userId] };
      expect((await balances(body).expect(200)).body).to.deep.equal({
        balances: { [userId]: 7, [userId + 500_000]: 0 },
      });
      expect((await balances({ user_ids: [] }).expect(200)).body).to.deep.equal({ balances: {} });
    });

    it('404: without the service token', async () => {
      expectProblem(await balances({ user_ids: [1] }, 'a guess'), 404, 'not_found', /./);
    });

    const tooMany = Array.from({ length: 1001 }, (_, i) => i + 1);
    for (const [what, user_ids] of [
      ['no list', 5],
      ['text', ['1']],
      ['zero', [0]],
      ['more than 1000 ids', tooMany],
    ] as const) {
      it(`422: ${what}`, async () => {
        expectProblem(await balances({ user_ids }), 422, 'invalid_request', /user_ids/);
      });
    }
  });
});
