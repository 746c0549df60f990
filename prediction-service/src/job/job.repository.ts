import { type Db, prepared } from '@coincast/shared/database';
import { type PublicStatus, type Stage, stagesOf } from '../saga/saga.rules.js';
import type { HistoryQuery } from './job.schemas.js';
import { heldBytes } from './job-columns.js';

export interface JobRow {
  id: number;
  model_name: string;
  title: string | null;
  horizon: number;
  /** Credits, as quoted. */
  cost: number;
  valid_rows: number;
  invalid_rows: number;
  stage: Stage;
  error: string | null;
  created_at: Date;
  finished_at: Date | null;
}

/** Columns are little-endian Float64; those longer than `heldBytes` are null and read by `readColumns`. */
export interface WholeJobRow extends JobRow {
  times: Buffer | null;
  values: Buffer | null;
  /** Of the forecast; null, like all of the forecast, until the job is OK. */
  points: number | null;
  forecast_times: Buffer | null;
  forecast_values: Buffer | null;
  /** lower80, upper80, lower95, upper95, one after the other. */
  intervals: Buffer | null;
  has_intervals: boolean;
  /** JSON text. */
  metrics: string | null;
  /** JSON text of an array of `ForecastWarning`. */
  forecast_warnings: string | null;
  /** JSON text of an array. */
  kept_invalid_rows: string;
  /** JSON text. */
  verdict: string;
}

const summary =
  'j.id, j.model_name, j.title, j.horizon, j.cost, j.valid_rows, j.invalid_rows, j.stage, j.error, j.created_at, j.finished_at';
const short = (table: 's' | 'f', column: string) =>
  `CASE WHEN octet_length(${table}.times) <= ${heldBytes} THEN ${table}.${column} END`;
const series = `${short('s', 'times')} AS times, ${short('s', '"values"')} AS values`;
const forecast = `octet_length(f.times) / 8 AS points, f.intervals IS NOT NULL AS has_intervals,
  ${short('f', 'times')} AS forecast_times, ${short('f', '"values"')} AS forecast_values,
  ${short('f', 'intervals')} AS intervals, f.metrics AS metrics, f.warnings AS forecast_warnings`;
// A forecast may be there before its job is OK, and belongs to nobody until then.
const joinForecast = "LEFT JOIN forecasts f ON f.job_id = j.id AND j.stage = 'OK'";

/** A user's own job; its series and its forecast, unless they are long. */
export async function findWholeJob(db: Db, userId: number, id: number): Promise<WholeJobRow | undefined> {
  const [job] = await prepared<WholeJobRow>(
    db,
    'job_whole',
    `SELECT ${summary}, ${series}, s.invalid_rows AS kept_invalid_rows, s.verdict, ${forecast}
     FROM jobs j JOIN job_series s ON s.job_id = j.id ${joinForecast} WHERE j.id = ? AND j.user_id = ?`,
    [id, userId],
  );
  return job;
}

/** The list of a user's jobs; each status has an index that this names, and a statement of its own. */
export function historySql(status: PublicStatus | undefined): string {
  const stages = status && stagesOf(status).map((stage) => `'${stage}'`);
  const ofStatus = stages ? `AND j.stage IN (${stages.join(', ')})` : '';
  return `SELECT ${summary} FROM jobs j WHERE j.user_id = ? AND j.id < ? ${ofStatus} ORDER BY j.id DESC LIMIT ?`;
}

/** A user's jobs older than the one with id `before`, newest first. */
export function listJobs(db: Db, userId: number, { limit, before, status }: HistoryQuery): Promise<JobRow[]> {
  return prepared(db, `job_list_${status ?? 'all'}`, historySql(status), [userId, before, limit]);
}
