import { expect } from 'chai';
import fc from 'fast-check';
import type { TransactionAnswer } from '../../src/wallet/wallet.schemas.js';
import { get, topUp } from '../account-calls.js';
import { asAdmin, type BillingStack, startBillingStack } from '../billing-fixture.js';

describe('the filters of the transaction list', () => {
  let stack: BillingStack;
  const userId = 1;
  let all: TransactionAnswer[] = [];

  const list = async (query: Record<string, string | number>) => {
    const text = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const { body } = await get(stack, userId, `/api/account/transactions?${text}`).expect(200);
    return body as (Omit<TransactionAnswer, 'created_at'> & { created_at: string })[];
  };

  before(async () => {
    stack = await startBillingStack();
    await topUp(stack, userId, { amount: 1 }).expect(201);
    await topUp(stack, userId + 1, { amount: 1 }).expect(201);
    // Half a day apart from the 1st of January on; a refund to each second charge; the clock is set back once.
    await asAdmin(
      stack.database,
      `INSERT INTO billing.ledger_entries (user_id, amount, tx_type, reason, balance_after, job_id, created_at)
       SELECT owner, CASE type WHEN 'PREDICTION_CHARGE' THEN -1 ELSE 1 END, type, 'Entry', 9, job,
              timestamptz '2030-01-01Z' + n * interval '12 hours' - CASE n WHEN 5 THEN interval '12 hours 30 seconds' ELSE '0' END
       FROM (VALUES (0, 'PREDICTION_CHARGE', 10, 1), (1, 'DEPOSIT', NULL, 1), (2, 'REFUND', 10, 1),
                    (3, 'PREDICTION_CHARGE', 11, 1), (4, 'PREDICTION_CHARGE', 12, 1), (5, 'REFUND', 12, 1),
                    (6, 'PREDICTION_CHARGE', 13, 2), (7, 'DEPOSIT', NULL, 1)) AS e (n, type, job, owner) ORDER BY n`,
    );
    all = (await list({})) as unknown as TransactionAnswer[];
    expect(all).to.have.lengthOf(8);
  });

  after(() => stack?.close());

  it('200: the entries of a type, page by page', async () => {
    const charges = await list({ type: 'PREDICTION_CHARGE' });
    expect(charges.map(({ job_id }) => job_id)).to.deep.equal([12, 11, 10]);
    const rest = await list({ type: 'PREDICTION_CHARGE', limit: 2, before: charges[0]?.id ?? 0 });
    expect(rest).to.deep.equal(charges.slice(1));
    expect((await list({ type: 'DEPOSIT' })).map(({ reason }) => reason)).to.deep.equal([
      'Entry',
      'Entry',
      'Manual top-up',
    ]);
  });

  it('200: the entries of a job, and nothing of somebody else’s', async () => {
    expect((await list({ job_id: 10 })).map(({ tx_type }) => tx_type)).to.deep.equal(['REFUND', 'PREDICTION_CHARGE']);
    expect(await list({ job_id: 10, type: 'REFUND' })).to.have.lengthOf(1);
    expect(await list({ job_id: 13 })).to.deep.equal([]);
  });

  it('200: a period from its first moment to before its end, in UTC, a day being its begin', async () => {
    const times = async (query: Record<string, string>) => (await list(query)).map(({ created_at }) => created_at);
    const secondDay = ['2030-01-02T12:00:00.000Z', '2030-01-02T00:00:00.000Z'];
    expect(await times({ from: '2030-01-02', to: '2030-01-02T23:00' })).to.deep.equal(secondDay);
    expect(await times({ from: '2030-01-02T03:00:00+03:00', to: '2030-01-02T23:00:00Z' })).to.deep.equal(secondDay);
    expect(await times({ from: '2030-01-02 00:00:00.001', to: '2030-01-02T23:00' })).to.deep.equal(
      secondDay.slice(0, 1),
    );
    expect(await times({ from: '2030-01-03', to: '2030-01-02' })).to.deep.equal([]);
    expect(await times({ from: '9999-12-31T23:59:59Z' })).to.deep.equal([]);
  });

  it('200: an entry that was made after the clock was set back, in its place', async () => {
    const [refund, charge] = await list({ from: '2030-01-02T23:59', to: '2030-01-03T00:00:01Z' });
    expect([refund?.created_at, charge?.created_at]).to.deep.equal([
      '2030-01-02T23:59:30.000Z',
      '2030-01-03T00:00:00.000Z',
    ]);
    expect(await list({ from: '2030-01-03', to: '2030-01-03T00:00:01Z' })).to.deep.equal([charge]);
    expect(await list({ from: '2030-01-02T23:59', to: '2030-01-03' })).to.deep.equal([refund]);
  });

  it('200: what of the whole list passes all filters, in its order', async () => {
    const moment = fc.integer({ min: -2, max: 9 }).map((n) => new Date(Date.UTC(2030, 0, 1, 12 * n)).toISOString());
    const query = fc.record(
      {
        type: fc.constantFrom('DEPOSIT', 'PREDICTION_CHARGE', 'REFUND'),
        job_id: fc.integer({ min: 10, max: 13 }),
        from: moment,
        to: moment,
        limit: fc.integer({ min: 1, max: 9 }),
        before: fc.integer({ min: 1, max: 12 }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const { type, job_id, from, to, limit = 100, before = 1_000 } = asked;
        const passing = all.filter((entry) => {
          const time = new Date(entry.created_at).toISOString();
          return (
            entry.id < before &&
            (type ?? entry.tx_type) === entry.tx_type &&
            (job_id ?? entry.job_id) === entry.job_id &&
            (from ?? time) <= time &&
            (to === undefined || time < to)
          );
        });
        expect(await list(asked)).to.deep.equal(passing.slice(0, limit));
      }),
      { numRuns: 200 },
    );
  });
});
