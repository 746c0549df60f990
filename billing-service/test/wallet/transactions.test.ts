import { expect } from 'chai';
import request from 'supertest';
import { expectProblem, get, topUp } from '../account-calls.js';
import { type BillingStack, startBillingStack } from '../billing-fixture.js';

describe('the transaction list', () => {
  let stack: BillingStack;
  let userId = 0;

  before(async () => {
    stack = await startBillingStack();
  });

  after(() => stack?.close());

  beforeEach(() => {
    userId++;
  });

  describe('GET /api/account/transactions', () => {
    it('200: entries newest first, page by page', async () => {
      for (let amount = 1; amount <= 5; amount++) await topUp(stack, userId, { amount }).expect(201);
      const page = (await get(stack, userId, '/api/account/transactions?limit=2').expect(200)).body;
      expect(page.map(({ amount }: { amount: number }) => amount)).to.deep.equal([5, 4]);
      expect(page[0]).to.have.all.keys('id', 'amount', 'tx_type', 'reason', 'balance_after', 'created_at', 'job_id');
      expect(page[0]).to.include({ tx_type: 'DEPOSIT', reason: 'Manual top-up', balance_after: 15, job_id: null });
      expect(page[0].created_at).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      const rest = (await get(stack, userId, `/api/account/transactions/?before=${page[1].id}`).expect(200)).body;
      expect(rest.map(({ amount }: { amount: number }) => amount)).to.deep.equal([3, 2, 1]);
    });

    it("200: nothing for a new user, and nothing of somebody else's", async () => {
      expect((await get(stack, userId, '/api/account/transactions').expect(200)).body).to.deep.equal([]);
    });

    it('401: without a token', async () => {
      expectProblem(await request(stack.service.url).get('/api/account/transactions'), 401, 'not_signed_in', /token/);
    });

    for (const query of [
      'limit=0',
      'limit=1001',
      'limit=ten',
      'limit=1&limit=2',
      'before=0',
      'before=x',
      'before=1e99',
      'job_id=0',
      'job_id=x',
      'type=GIFT',
      'type=deposit',
      'from=yesterday',
      'from=2024-02-30',
      'from=2024-01-01&from=2024-01-02',
      'to=2024-01-01T25:00',
      'to=1704067200000',
      'to=0000-01-01',
      'to=9999-12-31T23:59:59-14:00',
    ]) {
      it(`422: ${query}`, async () => {
        expectProblem(
          await get(stack, userId, `/api/account/transactions?${query}`),
          422,
          'invalid_request',
          /^(limit|before|job_id|type|from|to) must be/,
        );
      });
    }
  });
});
