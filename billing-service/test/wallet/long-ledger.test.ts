import { connectDatabase, type Db, prepared } from '@coincast/shared/database';
import type { TestDatabase } from '@coincast/shared/testing';
import { expect } from 'chai';
import { transactionsStatement } from '../../src/wallet/transactions.query.js';
import { transactionsQuery } from '../../src/wallet/wallet.schemas.js';
import { asAdmin, createBillingDatabase } from '../billing-fixture.js';

describe('a ledger of 100,000 entries', () => {
  let database: TestDatabase;
  let db: Db;

  before(async () => {
    database = await createBillingDatabase();
    // An entry a minute; the big wallet was charged thrice, long ago.
    await asAdmin(
      database,
      `INSERT INTO billing.wallets SELECT n, 100000 FROM generate_series(1, 3) n;
       INSERT INTO billing.ledger_entries (user_id, amount, tx_type, reason, balance_after)
       SELECT 2, 1, 'DEPOSIT', 'Manual top-up', n FROM generate_series(1, 5) n;
       INSERT INTO billing.ledger_entries (user_id, amount, tx_type, reason, balance_after, job_id, created_at)
       SELECT 1, CASE WHEN n <= 3 THEN -1 ELSE 1 END, CASE WHEN n <= 3 THEN 'PREDICTION_CHARGE' ELSE 'DEPOSIT' END,
              'Entry', n, CASE WHEN n <= 3 THEN n END, timestamptz '2024-01-01Z' + n * interval '1 minute'
       FROM generate_series(1, 100000) n;
       ANALYZE billing.ledger_entries`,
    );
    db = connectDatabase(database.urls.billing.serviceUrl, { applicationName: 'billing-test', poolSize: 1 });
  });

  after(async () => {
    await db?.destroy();
    await database?.drop();
  });

  // Each with what it is to find in the big wallet.
  const questions: [Record<string, unknown>, number][] = [
    [{}, 100],
    [{ before: 1_000 }, 100],
    [{ type: 'DEPOSIT' }, 100],
    [{ type: 'PREDICTION_CHARGE' }, 3],
    [{ type: 'REFUND' }, 0],
    [{ job_id: 2 }, 1],
    [{ from: '2024-01-01' }, 100],
    [{ from: '2025-01-01' }, 0],
    [{ to: '2024-01-01T01:00' }, 59],
    [{ from: '2024-01-10', to: '2024-02-10' }, 100],
    [{ from: '2024-01-10', to: '2024-01-10T00:50Z' }, 50],
    [{ from: '2024-01-02', type: 'PREDICTION_CHARGE' }, 0],
    [{ to: '2024-01-02', type: 'PREDICTION_CHARGE', job_id: 1 }, 1],
  ];
  for (const mode of ['force_generic_plan', 'force_custom_plan']) {
    for (const [filters, found] of questions) {
      it(`is read by its indices, no more than a page of it: ${JSON.stringify(filters)} (${mode})`, async () => {
        await db.raw(`SET plan_cache_mode = ${mode}`);
        for (const userId of [1, 2]) {
          const { value } = transactionsQuery.validate(filters);
          const { name, sql, bindings } = transactionsStatement(userId, value);
          const [{ 'QUERY PLAN': plans } = { 'QUERY PLAN': [] }] = await prepared<{
            'QUERY PLAN': [{ Plan: PlanNode }];
          }>(db, `${mode}_${name}`, `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, bindings);
          const nodes = flatten(plans[0]?.Plan);
          if (userId === 1) expect(nodes[0]?.['Actual Rows']).to.equal(found);
          for (const scan of nodes.filter((node) => node['Node Type'].includes('Scan'))) {
            expect(scan['Node Type']).to.match(/^Index (Only )?Scan$/);
            // A minute at either end of a period is read and left out.
            expect(scan['Actual Rows'] + (scan['Rows Removed by Filter'] ?? 0)).to.be.at.most(Math.max(found, 5) + 4);
          }
          // What a filter leaves of a page may be sorted, a ledger never.
          const sorted = nodes.find((node) => node['Node Type'] === 'Sort');
          expect(sorted?.['Actual Rows'] ?? 0).to.be.at.most(100);
        }
      });
    }
  }
});

interface PlanNode {
  'Node Type': string;
  'Actual Rows': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

const flatten = (node: PlanNode | undefined): PlanNode[] =>
  node ? [node, ...(node.Plans ?? []).flatMap(flatten)] : [];
