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
  /** Of the request that orders it. */
  traceparent: string | undefined;
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

/** The columns of new jobs, with their types and where they come from. */
const columns: [name: string, type: string, of: (job: NewJobRow) => unknown][] = [
  ['id', 'bigint', ({ id }) => id],
  ['user_id', 'bigint', ({ userId }) => userId],
  ['model_name', 'text', ({ modelName }) => modelName],
  ['title', 'text', ({ title }) => title],
  ['horizon', 'int', ({ horizon }) => horizon],
  ['cost', 'bigint', ({ cost }) => cost],
  ['valid_rows', 'int', ({ validRows }) => validRows],
  ['invalid_rows', 'int', ({ invalidRows }) => invalidRows],
  ['stage', 'text', ({ stage }) => stage],
  ['error', 'text', ({ error }) => error],
  ['deadline_ms', 'float8', ({ deadlineMs }) => deadlineMs],
  ['traceparent', 'text', ({ traceparent }) => traceparent ?? null],
  ['key', 'text', ({ idempotency }) => idempotency?.key ?? null],
  ['body_hash', 'bytea', ({ idempotency }) => idempotency?.bodyHash ?? null],
];
const seriesColumns: typeof columns = [
  ['times', 'bytea', ({ times }) => times],
  ['"values"', 'bytea', ({ values }) => values],
  ['kept_invalid_rows', 'text', ({ keptInvalidRows }) => keptInvalidRows],
  ['verdict', 'text', ({ verdict }) => verdict],
];
const allColumns = [...columns, ...seriesColumns];

const namesOf = (some: typeof columns) => some.map(([name]) => name).join(', ');
const placeholders = (some: typeof columns, suffix = '') => some.map(([, type]) => `?::${type}${suffix}`).join(', ');

/**
 * @param newJobs a table of the jobs.
 * @param series what of the jobs goes into `job_series`, beside their ids.
 */
const insertJobs = (newJobs: string, series: string) => `
  WITH new AS (
    SELECT * FROM ${newJobs}
  ), keys AS (
    -- In order, so that two replicas never wait for each other in a circle.
    INSERT INTO idempotency_keys (user_id, key, body_hash, job_id)
    SELECT user_id, key, body_hash, id FROM new WHERE key IS NOT NULL ORDER BY user_id, key, id
    ON CONFLICT DO NOTHING RETURNING job_id
  ), accepted AS (
    SELECT * FROM new WHERE key IS NULL OR id IN (SELECT job_id FROM keys)
  ), inserted AS (
    INSERT INTO jobs (id, user_id, model_name, title, horizon, cost, valid_rows, invalid_rows,
      stage, error, traceparent, attempts, deadline_at, finished_at)
    SELECT id, user_id, model_name, title, horizon, cost, valid_rows, invalid_rows,
      stage, error, traceparent, 1, now() + deadline_ms * interval '1 millisecond', CASE WHEN stage = 'ERROR' THEN now() END
    FROM accepted RETURNING id, created_at
  ), series AS (
    INSERT INTO job_series (job_id, times, "values", invalid_rows, verdict)
    SELECT id, ${series} FROM accepted
  ), sent AS (
    INSERT INTO outbox (type, body)
    SELECT o.type, o.body FROM unnest(?::bigint[], ?::text[], ?::text[]) WITH ORDINALITY AS o (job_id, type, body, n)
    JOIN accepted ON accepted.id = o.job_id ORDER BY o.n
  )
  SELECT id, created_at FROM inserted`;

const insertMany = insertJobs(
  `unnest(${placeholders(allColumns, '[]')}) AS n (${namesOf(allColumns)})`,
  namesOf(seriesColumns),
);
// Not by way of the table of jobs, of which the database keeps copies while it works.
const insertOne = insertJobs(
  `(VALUES (${placeholders(columns)})) AS n (${namesOf(columns)})`,
  placeholders(seriesColumns),
);

/**
 * Stores jobs with their series, their idempotency keys and their outbox rows, in one statement and one commit.
 * @returns when each was created, by id; a job whose key was used before is left out, with all that is its own.
 */
export async function insertNewJobs(db: Db, jobs: readonly NewJobRow[]): Promise<Map<number, Date>> {
  const values = allColumns.map(([, , of]) => jobs.map(of));
  return creationTimes(await prepared(db, 'jobs_insert', insertMany, [...values, ...outboxOf(jobs)]));
}

/** The same for one job, however long its series. */
export async function insertLargeJob(db: Db, job: NewJobRow): Promise<Map<number, Date>> {
  const values = allColumns.map(([, , of]) => of(job));
  return creationTimes(await preparedLarge(db, 'jobs_insert_large', insertOne, [...values, ...outboxOf([job])]));
}

const creationTimes = (rows: { id: number; created_at: Date }[]) =>
  new Map(rows.map(({ id, created_at }) => [id, created_at]));

/** The columns of the outbox rows. */
function outboxOf(jobs: readonly NewJobRow[]): unknown[][] {
  const events = jobs.flatMap(({ id, outbox }) => outbox.map((event) => ({ ...event, jobId: id })));
  return [events.map(({ jobId }) => jobId), events.map(({ type }) => type), events.map(({ body }) => body)];
}
