import { types } from '@coincast/ops/database';
import { createTestDatabase } from '@coincast/shared/testing';
import { migrations } from '@coincast/standalone/database';
import pg from 'pg';

/** A database with one buyer and a job in each state that the system can leave it in, and what breaks it. */
export interface LedgerFixture {
  url: string;
  client: pg.Client;
  /** As a superuser, without the rules that keep services from damage. */
  sql(text: string): Promise<void>;
  /** Makes it whole again. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

// The rules that the database itself enforces, so that damage can be done which must be found all the same.
const unguard = `
  ALTER TABLE billing.ledger_entries DISABLE TRIGGER ledger_entries_append_only,
    DROP CONSTRAINT ledger_entries_balance_after_check;
  ALTER TABLE billing.wallets DROP CONSTRAINT wallets_balance_range;
  DROP INDEX billing.ledger_entries_once_a_job;`;

/** Jobs 1.. of user 1, each for 10 credits: stage, and what billing has recorded. */
const jobs: [stage: string, charge: string | null, entries: number][] = [
  ['OK', 'debited', 1],
  ['ERROR', 'refunded', 2],
  ['ERROR', 'rejected', 0],
  ['ERROR', 'voided', 0],
  ['DEBITING', null, 0],
  ['DEBITING', 'debited', 1],
  ['DEBITING', 'rejected', 0],
  ['RUNNING', 'debited', 1],
  ['REFUNDING', null, 0],
  ['REFUNDING', 'debited', 1],
  ['REFUNDING', 'refunded', 2],
  ['REFUNDING', 'voided', 0],
];

function seed(): string {
  const statements = [
    'TRUNCATE billing.wallets, billing.ledger_entries, billing.charges, prediction.jobs RESTART IDENTITY',
    'INSERT INTO billing.wallets VALUES (1, 0), (2, 0)',
  ];
  let balance = 0;
  const enter = (amount: number, type: string, job: number | null) => {
    balance += amount;
    statements.push(
      `INSERT INTO billing.ledger_entries (user_id, amount, tx_type, reason, balance_after, job_id)
       VALUES (1, ${amount}, '${type}', '', ${balance}, ${job})`,
    );
  };
  enter(1_000, 'DEPOSIT', null);
  for (const [n, [stage, state, entries]] of jobs.entries()) {
    const id = n + 1;
    const open = stage === 'DEBITING' || stage === 'RUNNING';
    statements.push(
      `INSERT INTO prediction.jobs (id, user_id, model_name, horizon, cost, valid_rows, invalid_rows, stage, error, attempts, deadline_at, finished_at)
       VALUES (${id}, 1, 'Demo', 10, 10, 10, 0, '${stage}', ${/ERROR|REFUND/.test(stage) ? "'failed'" : null}, 1,
         ${stage.endsWith('ING') ? 'now()' : null}, ${open ? null : 'now()'})`,
    );
    if (state) {
      statements.push(`INSERT INTO billing.charges VALUES (${id}, 1, ${state === 'voided' ? null : 10}, '${state}')`);
    }
    if (entries > 0) enter(-10, 'PREDICTION_CHARGE', id);
    if (entries > 1) enter(10, 'REFUND', id);
  }
  statements.push(`UPDATE billing.wallets SET balance = ${balance} WHERE user_id = 1`);
  return statements.join(';\n');
}

export async function createLedger(): Promise<LedgerFixture> {
  const database = await createTestDatabase(migrations);
  const client = new pg.Client({ connectionString: database.adminUrl, types });
  await client.connect();
  const sql = async (text: string) => void (await client.query(text));
  await sql(unguard);
  return {
    url: database.adminUrl,
    client,
    sql,
    reset: () => sql(seed()),
    close: async () => {
      await client.end();
      await database.drop();
    },
  };
}
