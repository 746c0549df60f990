import { type Db, prepared, preparedLarge } from '@coincast/shared/database';
import type { SerializedEvent } from '@coincast/shared/messaging';

/** A job to be stored with its series and its first messages. */
export interface NewJobRow {
  id: number;
  userId: number;
  modelName: string;
  title: string | null;
  horizon: number;
  /** Credits. */
  cost: number;
  validRows: number;
  invalidRows: number;
  stage: 'DEBITING' | 'ERROR';
  error: string | null;
  /** How long the debit is awaited; null when none is asked for. */
  deadlineMs: number | null;
  /** Little-endian Float64. */
  times: Buffer;
  values: Buffer;
  /** JSON text of an array. */
  keptInvalidRows: string;
  /** JSON text. */
  verdict: string;
  idempotency: { key: string; bodyHash: Buffer } | null;
  outbox: SerializedEvent[];
}

/** Takes ids from the sequence; those that are not used leave gaps. */
export async function reserveJobIds(db: Db, count: number): Promise<number[]> {
  const rows = await prepared<{ id: number }>(
    db,
    'jobs_reserve_ids',
    "SELECT nextval('jobs_id_seq') AS id FROM generate_series(1, ?::int)",
    [count],
  );
  return rows.map(({ id }) => id);
}

// Keys are taken in order, so that two replicas never wait for each other in a circle.
const insertFrom = (newJobs: string) => `
  WITH new AS (
    SELECT * FROM ${newJobs}
      AS n (id, user_id, model_name, title, horizon, cost, valid_rows, invalid_rows,
        stage, error, deadline_ms, times, "values", kept_invalid_rows, verdict, key, body_hash)
  ), keys AS (
    INSERT INTO idempotency_keys (user_id, key, body_hash, job_id)
    SELECT user_id, key, body_hash, id FROM new WHERE key IS NOT NULL ORDER BY user_id, key, id
    ON CONFLICT DO NOTHING RETURNING job_id
  ), accepted AS (
    SELECT * FROM new WHERE key IS NULL OR id IN (SELECT job_id FROM keys)
  ), inserted AS (
    INSERT INTO jobs (id, user_id, model_name, title, horizon, cost, valid_rows, invalid_rows,
      stage, error, attempts, deadline_at, finished_at)
    SELECT id, user_id, model_name, title, horizon, cost, valid_rows, invalid_rows,
      stage, error, 1, now() + deadline_ms * interval '1 millisecond', CASE WHEN stage = 'ERROR' THEN now() END
    FROM accepted RETURNING id, created_at
  ), series AS (
    INSERT INTO job_series (job_id, times, "values", invalid_rows, verdict)
    SELECT id, times, "values", kept_invalid_rows, verdict FROM accepted
  ), sent AS (
    INSERT INTO outbox (type, body)
    SELECT o.type, o.body FROM unnest(?::bigint[], ?::text[], ?::text[]) WITH ORDINALITY AS o (job_id, type, body, n)
    JOIN accepted ON accepted.id = o.job_id ORDER BY o.n
  )
  SELECT id, created_at FROM inserted`;

const types = 'bigint bigint text text int bigint int int text text float8 bytea bytea text text text bytea'.split(' ');
const insertMany = insertFrom(`unnest(${types.map((type) => `?::${type}[]`).join(', ')})`);
const insertOne = insertFrom(`(VALUES (${types.map((type) => `?::${type}`).join(', ')}))`);

/**
 * Stores jobs with their series, their idempotency keys and their outbox rows, in one statement and one commit.
 * @returns when each was created, by id; a job whose key was used before is left out, with all that is its own.
 */
export async function insertNewJobs(db: Db, jobs: readonly NewJobRow[]): Promise<Map<number, Date>> {
  const rows = await prepared<InsertedJob>(db, 'jobs_insert', insertMany, [
    jobs.map(({ id }) => id),
    jobs.map(({ userId }) => userId),
    jobs.map(({ modelName }) => modelName),
    jobs.map(({ title }) => title),
    jobs.map(({ horizon }) => horizon),
    jobs.map(({ cost }) => cost),
    jobs.map(({ validRows }) => validRows),
    jobs.map(({ invalidRows }) => invalidRows),
    jobs.map(({ stage }) => stage),
    jobs.map(({ error }) => error),
    jobs.map(({ deadlineMs }) => deadlineMs),
    jobs.map(({ times }) => times),
    jobs.map(({ values }) => values),
    jobs.map(({ keptInvalidRows }) => keptInvalidRows),
    jobs.map(({ verdict }) => verdict),
    jobs.map(({ idempotency }) => idempotency?.key ?? null),
    jobs.map(({ idempotency }) => idempotency?.bodyHash ?? null),
    ...outboxOf(jobs),
  ]);
  return creationTimes(rows);
}

/** The same for one job, however long its series. */
export async function insertLargeJob(db: Db, job: NewJobRow): Promise<Map<number, Date>> {
  const rows = await preparedLarge<InsertedJob>(db, 'jobs_insert_large', insertOne, [
    job.id,
    job.userId,
    job.modelName,
    job.title,
    job.horizon,
    job.cost,
    job.validRows,
    job.invalidRows,
    job.stage,
    job.error,
    job.deadlineMs,
    job.times,
    job.values,
    job.keptInvalidRows,
    job.verdict,
    job.idempotency?.key ?? null,
    job.idempotency?.bodyHash ?? null,
    ...outboxOf([job]),
  ]);
  return creationTimes(rows);
}

interface InsertedJob {
  id: number;
  created_at: Date;
}

const creationTimes = (rows: InsertedJob[]) => new Map(rows.map(({ id, created_at }) => [id, created_at]));

/** The columns of the outbox rows. */
function outboxOf(jobs: readonly NewJobRow[]): unknown[][] {
  const events = jobs.flatMap(({ id, outbox }) => outbox.map((event) => ({ ...event, jobId: id })));
  return [events.map(({ jobId }) => jobId), events.map(({ type }) => type), events.map(({ body }) => body)];
}
