import { type Db, prepared } from '@coincast/shared/database';
import type { SerializedEvent } from '@coincast/shared/messaging';
import type { StoredForecast } from './forecast.rules.js';
import type { Stage } from './saga.rules.js';

/** What the saga knows of a job before it moves. Only the stage, the attempts and the error ever change. */
export interface JobFacts {
  id: number;
  user_id: number;
  model_name: string;
  horizon: number;
  cost: number;
  valid_rows: number;
  stage: Stage;
  attempts: number;
  error: string | null;
  /** Of the request that ordered it. */
  traceparent: string | null;
}

/**
 * Every id passes it, and it makes the planner expect few of them, so that it looks each job up by its key. Without it
 * a statement that was planned while the tables were empty, as on a fresh installation, reads all of them every time.
 */
const fewIds = 'BETWEEN 1 AND 9007199254740991';

export function findFacts(db: Db, ids: readonly number[]): Promise<JobFacts[]> {
  return prepared(
    db,
    'saga_facts',
    `SELECT id, user_id, model_name, horizon, cost, valid_rows, stage, attempts, error, traceparent
     FROM unnest(?::bigint[]) AS asked (id) JOIN jobs USING (id) WHERE asked.id ${fewIds}`,
    [ids],
  );
}

/** Of these jobs, those whose forecast the worker has put already. */
export async function findPutForecasts(db: Db, ids: readonly number[]): Promise<Set<number>> {
  const rows = await prepared<{ job_id: number }>(
    db,
    'saga_put_forecasts',
    `SELECT f.job_id FROM unnest(?::bigint[]) AS asked (id)
     JOIN forecasts f ON f.job_id = asked.id JOIN jobs j ON j.id = asked.id
     WHERE asked.id ${fewIds} AND octet_length(f.times) = j.horizon::bigint * 8`,
    [ids],
  );
  return new Set(rows.map(({ job_id }) => job_id));
}

/** Base64 of little-endian Float64, as events carry series. */
export interface EncodedSeries {
  job_id: number;
  times: string;
  values: string;
}

export function findEncodedSeries(db: Db, ids: readonly number[]): Promise<EncodedSeries[]> {
  return prepared(
    db,
    'saga_series',
    `SELECT job_id, translate(encode(times, 'base64'), E'\\n', '') AS times,
            translate(encode("values", 'base64'), E'\\n', '') AS "values"
     FROM unnest(?::bigint[]) AS asked (job_id) JOIN job_series USING (job_id) WHERE asked.job_id ${fewIds}`,
    [ids],
  );
}

/** One job's change of stage with all that belongs to it. */
export interface Move {
  jobId: number;
  from: Stage;
  to: Stage;
  error: string | null;
  attempts: number;
  /** How long the answer to the new stage's request is awaited; null when none is. */
  deadlineMs: number | null;
  /** `put`: the worker has stored it already. */
  forecast: StoredForecast | 'put' | null;
  metrics: string | null;
  warnings: string | null;
  outbox: SerializedEvent[];
}

const applyMoves = `
  WITH move AS (
    SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[], ?::float8[])
      AS m (job_id, from_stage, to_stage, error, attempts, deadline_ms) WHERE m.job_id ${fewIds}
  ), moved AS (
    UPDATE jobs SET
      stage = move.to_stage,
      error = coalesce(jobs.error, move.error),
      attempts = move.attempts,
      stage_since = CASE WHEN move.to_stage = move.from_stage THEN jobs.stage_since ELSE now() END,
      deadline_at = now() + move.deadline_ms * interval '1 millisecond',
      finished_at = CASE WHEN move.to_stage IN ('DEBITING', 'RUNNING') THEN NULL ELSE coalesce(finished_at, now()) END
    FROM move WHERE jobs.id = move.job_id AND jobs.stage = move.from_stage
    RETURNING jobs.id
  ), stored AS (
    INSERT INTO forecasts (job_id, times, "values", intervals, metrics, warnings)
    SELECT f.* FROM unnest(?::bigint[], ?::bytea[], ?::bytea[], ?::bytea[], ?::text[], ?::text[])
      AS f (job_id, times, "values", intervals, metrics, warnings) JOIN moved ON moved.id = f.job_id
    ON CONFLICT (job_id) DO UPDATE SET times = excluded.times, "values" = excluded."values",
      intervals = excluded.intervals, metrics = excluded.metrics, warnings = excluded.warnings
  ), described AS (
    UPDATE forecasts SET metrics = d.metrics, warnings = d.warnings
    FROM unnest(?::bigint[], ?::text[], ?::text[]) AS d (job_id, metrics, warnings)
    JOIN moved ON moved.id = d.job_id WHERE forecasts.job_id = d.job_id
  ), sent AS (
    INSERT INTO outbox (type, body)
    SELECT o.type, o.body FROM unnest(?::bigint[], ?::text[], ?::text[]) WITH ORDINALITY AS o (job_id, type, body, n)
    JOIN moved ON moved.id = o.job_id ORDER BY o.n
  )
  SELECT id FROM moved`;

/**
 * Moves each job that is still in its `from` stage, with its forecast and its outbox rows, in one statement; a job that
 * is elsewhere by now stays as it is and sends nothing.
 * @param moves at most one a job.
 * @returns the ids of the jobs that moved.
 */
export async function apply(db: Db, moves: readonly Move[]): Promise<Set<number>> {
  const inline = moves.flatMap((move) =>
    move.forecast && move.forecast !== 'put' ? [{ ...move, ...move.forecast }] : [],
  );
  const put = moves.filter(({ forecast }) => forecast === 'put');
  const outbox = moves.flatMap(({ jobId, outbox: events }) => events.map((event) => ({ ...event, jobId })));
  const rows = await prepared<{ id: number }>(db, 'saga_apply', applyMoves, [
    moves.map(({ jobId }) => jobId),
    moves.map(({ from }) => from),
    moves.map(({ to }) => to),
    moves.map(({ error }) => error),
    moves.map(({ attempts }) => attempts),
    moves.map(({ deadlineMs }) => deadlineMs),
    inline.map(({ jobId }) => jobId),
    inline.map(({ times }) => times),
    inline.map(({ values }) => values),
    inline.map(({ intervals }) => intervals),
    inline.map(({ metrics }) => metrics),
    inline.map(({ warnings }) => warnings),
    put.map(({ jobId }) => jobId),
    put.map(({ metrics }) => metrics),
    put.map(({ warnings }) => warnings),
    outbox.map(({ jobId }) => jobId),
    outbox.map(({ type }) => type),
    outbox.map(({ body }) => body),
  ]);
  return new Set(rows.map(({ id }) => id));
}

/** Takes jobs past their deadline, the longest overdue first, until the transaction ends; other replicas skip them. */
export function lockOverdue(trx: Db, limit: number): Promise<Pick<JobFacts, 'id' | 'stage' | 'attempts'>[]> {
  return prepared(
    trx,
    'saga_lock_overdue',
    `SELECT id, stage, attempts FROM jobs WHERE deadline_at <= now()
     ORDER BY deadline_at LIMIT ? FOR UPDATE SKIP LOCKED`,
    [limit],
  );
}

/** Jobs of one stage that wait for an answer. */
export interface OpenStage {
  stage: Stage;
  jobs: number;
  /** How long the oldest of them has been in it. */
  oldest_seconds: number;
}

/** Reads the open jobs alone, by the index of those that await something. Not prepared: a plan made for an empty table would read all jobs. */
export async function findOpenStages(db: Db): Promise<OpenStage[]> {
  const { rows } = await db.raw<{ rows: OpenStage[] }>(
    `SELECT stage, count(*)::int AS jobs, extract(epoch FROM now() - min(stage_since))::float8 AS oldest_seconds
     FROM jobs WHERE deadline_at IS NOT NULL GROUP BY stage`,
  );
  return rows;
}

/** Makes every open stage overdue at once; its next request replaces the lost one and does not count as another. */
export async function expireOpenStages(db: Db): Promise<void> {
  await db.raw(
    'UPDATE jobs SET deadline_at = now(), attempts = greatest(attempts - 1, 0) WHERE deadline_at IS NOT NULL',
  );
}
