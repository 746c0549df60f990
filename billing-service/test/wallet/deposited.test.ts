import { deposited } from '@coincast/shared/contracts';
import { listen, on } from '@coincast/shared/messaging';
import { createLogger } from '@coincast/shared/observability';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { topUp } from '../account-calls.js';
import {
  type BillingInsides,
  type BillingStack,
  balanceOf,
  createBillingDatabase,
  openBilling,
  outboxOf,
  startBillingStack,
} from '../billing-fixture.js';

describe('credits.deposited', () => {
  describe('in the outbox', () => {
    let database: Awaited<ReturnType<typeof createBillingDatabase>>;
    let billing: BillingInsides;
    beforeEach(async () => {
      database = await createBillingDatabase();
      billing = openBilling(database, 7);
    });
    afterEach(async () => {
      await billing.db.destroy();
      await database.drop();
    });
    const put = (amount: number, idempotencyKey?: string) =>
      billing.wallets.topUp({ userId: 3, callerId: 3, amount, reason: 'Manual top-up', idempotencyKey });

    it('tells each deposit with the balance after it; welcome credits are no deposit of a person', async () => {
      await put(10);
      await put(5, 'a key');
      expect(await outboxOf(database)).to.deep.equal([
        ['credits.deposited', { user_id: 3, amount: 10, balance: 17 }],
        ['credits.deposited', { user_id: 3, amount: 5, balance: 22 }],
      ]);
    });

    it('tells a repeated key once, however many come at once', async () => {
      await Promise.all(Array.from({ length: 12 }, () => put(10, 'the same')));
      await put(10, 'the same');
      expect(await outboxOf(database)).to.deep.equal([['credits.deposited', { user_id: 3, amount: 10, balance: 17 }]]);
    });

    it('tells nothing of what the wallet could not take, nor of a key used for something else', async () => {
      await put(10, 'a key');
      const refused = await Promise.allSettled([
        put(11, 'a key'),
        put(Number.MAX_SAFE_INTEGER),
        put(Number.MAX_SAFE_INTEGER, 'b'),
      ]);
      expect(refused.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected', 'rejected']);
      expect(await outboxOf(database)).to.have.length(1);
      expect(await balanceOf(database, 3)).to.equal(17);
    });
  });

  describe('on the bus', () => {
    let stack: BillingStack;
    before(async () => {
      stack = await startBillingStack();
    });
    after(() => stack?.close());

    it('arrives as agreed, about the user', async () => {
      const got: [string, unknown][] = [];
      const listener = await listen({
        service: 'test',
        config: { BROKER: 'in-process' },
        broker: stack.broker,
        logger: createLogger('test', 'silent'),
        queue: null,
        reactions: [on(deposited, ({ subject, data }) => void got.push([subject, data]))],
      });
      await topUp(stack, 41, { amount: 10 }).expect(201);
      await topUp(stack, 41, { amount: 20 }, { 'Idempotency-Key': 'once' }).expect(201);
      await topUp(stack, 41, { amount: 20 }, { 'Idempotency-Key': 'once' }).expect(201);
      await topUp(stack, 41, { amount: 1 }).expect(201);
      await eventually('three events', () => got.length === 3);
      expect(got).to.deep.equal([
        ['41', { user_id: 41, amount: 10, balance: 10 }],
        ['41', { user_id: 41, amount: 20, balance: 30 }],
        ['41', { user_id: 41, amount: 1, balance: 31 }],
      ]);
      await listener.close();
    });
  });
});
