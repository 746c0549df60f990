import { expect } from 'chai';
import { expectProblem, topUp } from '../account-calls.js';
import { type BillingStack, balanceOf, ledgerOf, startBillingStack } from '../billing-fixture.js';

describe('a top-up with an idempotency key', () => {
  let stack: BillingStack;
  let userId = 0;

  before(async () => {
    stack = await startBillingStack();
  });

  after(() => stack?.close());

  beforeEach(() => {
    userId++;
  });

  describe('Idempotency-Key', () => {
    it('201: the same key and body get the first answer again, and one deposit', async () => {
      const key = { 'Idempotency-Key': 'first-key' };
      expect((await topUp(stack, userId, { amount: 10 }, key).expect(201)).body).to.deep.equal({ balance: 10 });
      await topUp(stack, userId, { amount: 5 }).expect(201);
      expect((await topUp(stack, userId, { amount: 10, reason: 'Manual top-up' }, key).expect(201)).body).to.deep.equal(
        {
          balance: 10,
        },
      );
      expect(await balanceOf(stack.database, userId)).to.equal(15);
    });

    it('201: 20 at once with one key make one deposit', async () => {
      const key = { 'Idempotency-Key': 'at-once' };
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => topUp(stack, userId, { amount: 10 }, key).expect(201)),
      );
      expect(answers.map(({ body }) => body.balance)).to.deep.equal(Array(20).fill(10));
      expect(await ledgerOf(stack.database, userId)).to.have.length(1);
    });

    it('201: the same key of another user is another key', async () => {
      const key = { 'Idempotency-Key': 'shared-text' };
      await topUp(stack, userId, { amount: 10 }, key).expect(201);
      userId++;
      expect((await topUp(stack, userId, { amount: 20 }, key).expect(201)).body).to.deep.equal({ balance: 20 });
    });

    it('409: the same key with another body', async () => {
      const key = { 'Idempotency-Key': 'conflict' };
      await topUp(stack, userId, { amount: 10 }, key).expect(201);
      expectProblem(await topUp(stack, userId, { amount: 11 }, key), 409, 'idempotency_conflict', /new key/);
      expectProblem(
        await topUp(stack, userId, { amount: 10, reason: 'other' }, key),
        409,
        'idempotency_conflict',
        /new key/,
      );
      expect(await balanceOf(stack.database, userId)).to.equal(10);
    });

    for (const [what, key] of [
      ['empty', ''],
      ['of 256 characters', 'k'.repeat(256)],
      ['with a space', 'two words'],
      ['outside ASCII', 'cl\u00e9'],
    ] as const) {
      it(`422: a key that is ${what}`, async () => {
        const response = await topUp(stack, userId, { amount: 1 }, { 'Idempotency-Key': key });
        expectProblem(response, 422, 'invalid_request', /Idempotency-Key must be/);
      });
    }

    it('201: a key of 255 characters', async () => {
      await topUp(stack, userId, { amount: 1 }, { 'Idempotency-Key': '~'.repeat(255) }).expect(201);
    });
  });
});
