import { connectDatabase, type Db, prepared } from '@coincast/shared/database';
import { createTestDatabase, type TestDatabase } from '@coincast/shared/testing';
import { expect } from 'chai';
import { historySql } from '../../src/job/job.repository.js';
import { migrations } from '../../src/migrations/index.js';

describe('a history of 100,000 jobs', () => {
  let database: TestDatabase;
  let db: Db;

  before(async () => {
    database = await createTestDatabase({ prediction: migrations });
    db = connectDatabase(database.adminUrl, { applicationName: 'prediction-test', poolSize: 1 });
    // User 1 failed thrice and then never again; two jobs are under way since the beginning. User 2 has a few of each.
    await db.raw(`
      SET search_path = prediction;
      INSERT INTO jobs (user_id, model_name, horizon, cost, valid_rows, invalid_rows, stage, attempts, error,
                        deadline_at, finished_at)
      SELECT owner, 'Demo', 1, 1, 1, 0, stage, 1, CASE WHEN stage IN ('REFUNDING', 'ERROR') THEN 'timeout' END,
             CASE WHEN stage IN ('DEBITING', 'RUNNING', 'REFUNDING') THEN now() END,
             CASE WHEN stage IN ('OK', 'REFUNDING', 'ERROR') THEN now() END
      FROM (
        SELECT n, 1 AS owner, CASE WHEN n <= 2 THEN 'ERROR' WHEN n = 3 THEN 'REFUNDING' WHEN n = 4 THEN 'DEBITING'
          WHEN n = 5 THEN 'RUNNING' ELSE 'OK' END AS stage FROM generate_series(1, 100000) n
        UNION ALL SELECT n, 2, stage FROM generate_series(1, 5) n, unnest(ARRAY['OK', 'ERROR', 'RUNNING']) stage
      ) AS made ORDER BY n;
      ANALYZE jobs`);
  });

  after(async () => {
    await db?.destroy();
    await database?.drop();
  });

  for (const mode of ['force_generic_plan', 'force_custom_plan']) {
    for (const [status, found] of [
      [undefined, 100],
      ['PENDING', 2],
      ['OK', 100],
      ['ERROR', 3],
    ] as const) {
      it(`is read by an index, no more than a page of it: ${status ?? 'all'} (${mode})`, async () => {
        await db.raw(`SET plan_cache_mode = ${mode}`);
        for (const userId of [1, 2]) {
          const [{ 'QUERY PLAN': plans } = { 'QUERY PLAN': [] }] = await prepared<{
            'QUERY PLAN': [{ Plan: PlanNode }];
          }>(db, `${mode}_${status}`, `EXPLAIN (ANALYZE, FORMAT JSON) ${historySql(status)}`, [
            userId,
            Number.MAX_SAFE_INTEGER,
            100,
          ]);
          const nodes = flatten(plans[0]?.Plan);
          if (userId === 1) expect(nodes[0]?.['Actual Rows']).to.equal(found);
          const scan = nodes.find((node) => node['Node Type'].includes('Scan'));
          expect(scan?.['Node Type']).to.equal('Index Scan');
          expect(scan?.['Rows Removed by Filter'] ?? 0).to.equal(0);
          expect(nodes.map((node) => node['Node Type'])).to.not.include('Sort');
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
