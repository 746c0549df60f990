import pg from 'pg';

/** What the database alone could do: the measure beside every jobs/s figure. */
export interface Yardstick {
  jobsPerSecond: number;
  connections: number;
}

const connections = 32;
const wallets = 64;

const statements = {
  job: `WITH job AS (
      INSERT INTO jobs (user_id, payload, stage) VALUES ($1, $2, 'DEBITING') RETURNING id
    ), event AS (INSERT INTO outbox (type, body) SELECT 'credits.debit.requested', job.id::text FROM job)
    SELECT id FROM job`,
  debit: `WITH wallet AS (
      UPDATE wallets SET balance = balance - 3 WHERE user_id = $1 AND balance >= 3 RETURNING balance
    ), entry AS (INSERT INTO ledger (user_id, job_id, amount, balance_after) SELECT $1, $2, -3, balance FROM wallet)
    INSERT INTO outbox (type, body) SELECT 'credits.debited', balance::text FROM wallet`,
  finish: `WITH job AS (
      UPDATE jobs SET stage = 'OK', forecast = $2 WHERE id = $1 AND stage = 'DEBITING' RETURNING id
    ) INSERT INTO outbox (type, body) SELECT 'job.finished', job.id::text FROM job`,
};

/**
 * Bare SQL of a job's three commits through `pg`, one prepared statement each: a job row of 2 KB and an outbox row;
 * wallet, ledger entry and outbox row; the job's update and an outbox row. 32 connections, each one job at a time.
 * @param adminUrl a superuser on the server that the measured system uses.
 */
export async function measureYardstick(adminUrl: string, durationMs: number): Promise<Yardstick> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const schema = 'yardstick';
  try {
    await admin.query(`
      DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema}; SET search_path = ${schema};
      CREATE TABLE jobs (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint, payload bytea, forecast bytea, stage text);
      ALTER TABLE jobs ALTER payload SET STORAGE EXTERNAL;
      CREATE INDEX ON jobs (user_id, id DESC);
      CREATE TABLE wallets (user_id bigint PRIMARY KEY, balance bigint CHECK (balance >= 0));
      CREATE TABLE ledger (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint, job_id bigint UNIQUE, amount bigint, balance_after bigint);
      CREATE INDEX ON ledger (user_id, id DESC);
      CREATE TABLE outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, type text, body text);
      INSERT INTO wallets SELECT n, 1000000000 FROM generate_series(1, ${wallets}) n;
    `);
    const jobs = await runConnections(adminUrl, schema, durationMs);
    return { jobsPerSecond: (jobs / durationMs) * 1000, connections };
  } finally {
    await admin.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await admin.end();
  }
}

async function runConnections(adminUrl: string, schema: string, durationMs: number): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: adminUrl, options: `-c search_path=${schema}` });
      await client.connect();
      return client;
    }),
  );
  const endsAt = performance.now() + durationMs;
  const done = await Promise.all(clients.map((client, i) => runJobs(client, (i % wallets) + 1, endsAt)));
  await Promise.all(clients.map((client) => client.end()));
  return done.reduce((total, jobs) => total + jobs, 0);
}

async function runJobs(client: pg.Client, userId: number, endsAt: number): Promise<number> {
  const payload = Buffer.alloc(2048, 1);
  const forecast = Buffer.alloc(48, 2);
  let jobs = 0;
  while (performance.now() < endsAt) {
    const job = await client.query({ name: 'job', text: statements.job, values: [userId, payload] });
    const { id } = job.rows[0];
    await client.query({ name: 'debit', text: statements.debit, values: [userId, id] });
    await client.query({ name: 'finish', text: statements.finish, values: [id, forecast] });
    jobs++;
  }
  return jobs;
}
