import type { TestDatabase } from '@coincast/shared/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  asAdmin,
  type BillingInsides,
  createBillingDatabase,
  debitEvent,
  openBilling,
  refundEvent,
} from '../billing-fixture.js';

const users = [1, 2, 3, 4];
const userOf = (jobId: number) => 1 + (jobId % users.length);
const priceOf = (jobId: number) => 1 + ((jobId * 37) % 80);

type Step =
  | { kind: 'debits' | 'refunds'; jobIds: number[] }
  | { kind: 'top-up'; userId: number; amount: number; key?: string };

const jobIds = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 });
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant<'debits'>('debits'), jobIds }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant<'refunds'>('refunds'), jobIds }) },
    {
      weight: 1,
      arbitrary: fc.record(
        {
          kind: fc.constant<'top-up'>('top-up'),
          userId: fc.constantFrom(...users),
          amount: fc.integer({ min: 1, max: 100 }),
          key: fc.constantFrom('a', 'b', 'c'),
        },
        { requiredKeys: ['kind', 'userId', 'amount'] },
      ),
    },
  ),
  { minLength: 10, maxLength: 40 },
);

describe('a storm of duplicated and reordered charges, refunds and top-ups on two processes', () => {
  let database: TestDatabase;
  let processes: BillingInsides[];
  let round = 0;

  before(async () => {
    database = await createBillingDatabase();
    processes = [openBilling(database, 25), openBilling(database, 25)];
  });

  after(async () => {
    await Promise.all((processes ?? []).map(({ db }) => db.destroy()));
    await database?.drop();
  });

  /** Each round has jobs of its own. */
  const jobOf = (n: number) => round * 100 + n;

  async function run(step: Step, { wallets, debits, refunds }: BillingInsides): Promise<void> {
    switch (step.kind) {
      case 'debits':
        return debits.onDebitRequested(step.jobIds.map(jobOf).map((id) => debitEvent(id, userOf(id), priceOf(id))));
      case 'refunds':
        return refunds.onRefundRequested(step.jobIds.map(jobOf).map((id) => refundEvent(id, userOf(id))));
      case 'top-up': {
        const { userId, key } = step;
        // A key stands for one amount, as an honest client has it.
        const amount = key ? key.charCodeAt(0) : step.amount;
        const idempotencyKey = key && `${round}-${key}`;
        await wallets.topUp({ userId, callerId: userId, amount, reason: 'Manual top-up', idempotencyKey });
      }
    }
  }

  it('adds up: every balance is the sum of its ledger, every job has what its state says', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (storm) => {
        round++;
        await Promise.all(
          storm.map((step, i) => {
            const process = processes[i % 2];
            return process && run(step, process);
          }),
        );
        expect(await faults(database)).to.deep.equal([]);
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });
});

/** Everything in the schema that contradicts something else in it. */
async function faults(database: TestDatabase): Promise<unknown[]> {
  const { rows } = await asAdmin(
    database,
    `WITH chain AS (
       SELECT user_id, id, amount, balance_after,
              sum(amount) OVER (PARTITION BY user_id ORDER BY id) AS running
       FROM billing.ledger_entries
     ), moved AS (
       SELECT job_id, string_agg(tx_type, ',' ORDER BY id) AS kinds, sum(amount) AS net
       FROM billing.ledger_entries WHERE job_id IS NOT NULL GROUP BY job_id
     )
     SELECT 'balance_after is not the running sum' AS fault, id FROM chain WHERE balance_after <> running
     UNION ALL
     SELECT 'balance is not the sum of the ledger', user_id FROM billing.wallets w
     WHERE balance <> (SELECT coalesce(sum(amount), 0) FROM billing.ledger_entries e WHERE e.user_id = w.user_id)
     UNION ALL
     SELECT 'not one welcome deposit', user_id FROM billing.wallets w
     WHERE 1 <> (SELECT count(*) FROM billing.ledger_entries e
                 WHERE e.user_id = w.user_id AND reason = 'Welcome credits')
     UNION ALL
     SELECT 'entries do not fit state ' || state, job_id FROM billing.charges LEFT JOIN moved USING (job_id)
     WHERE coalesce(kinds, '') <> CASE state
         WHEN 'debited' THEN 'PREDICTION_CHARGE' WHEN 'refunded' THEN 'PREDICTION_CHARGE,REFUND' ELSE '' END
       OR coalesce(net, 0) <> CASE state WHEN 'debited' THEN -amount ELSE 0 END
     UNION ALL
     SELECT 'an entry of a job without a charge', job_id FROM moved
     WHERE NOT EXISTS (SELECT 1 FROM billing.charges c WHERE c.job_id = moved.job_id)`,
  );
  return rows;
}
