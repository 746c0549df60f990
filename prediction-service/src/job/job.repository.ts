import { type Db, prepared } from '@coincast/shared/database';
import type { Stage } from '../saga/saga.rules.js';

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

/** Columns are little-endian Float64. */
export interface ForecastRow {
  /** Null, like all of the forecast, until the job is OK. */
  forecast_times: Buffer | null;
  forecast_values: Buffer | null;
  /** lower80, upper80, lower95, upper95, one after the other. */
  intervals: Buffer | null;
  /** JSON text. */
  metrics: string | null;
}

export interface WholeJobRow extends JobRow, ForecastRow {
  times: Buffer;
  values: Buffer;
  /** JSON text of an array. */
  kept_invalid_rows: string;
  /** JSON text. */
  verdict: string;
}

const summary =
  'j.id, j.model_name, j.title, j.horizon, j.cost, j.valid_rows, j.invalid_rows, j.stage, j.error, j.created_at, j.finished_at';
const forecast =
  'f.times AS forecast_times, f."values" AS forecast_values, f.intervals AS intervals, f.metrics AS metrics';
// A forecast may be there before its job is OK, and belongs to nobody until then.
const joinForecast = "LEFT JOIN forecasts f ON f.job_id = j.id AND j.stage = 'OK'";

/** A user's own job with its series and its forecast. */
export async function findWholeJob(db: Db, userId: number, id: number): Promise<WholeJobRow | undefined> {
  const [job] = await prepared<WholeJobRow>(
    db,
    'job_whole',
    `SELECT ${summary}, s.times, s."values", s.invalid_rows AS kept_invalid_rows, s.verdict, ${forecast}
     FROM jobs j JOIN job_series s ON s.job_id = j.id ${joinForecast} WHERE j.id = ? AND j.user_id = ?`,
    [id, userId],
  );
  return job;
}

/** A user's jobs older than the one with id `before`, newest first. */
export function listJobs(
  db: Db,
  userId: number,
  { limit, before }: { limit: number; before: number },
): Promise<JobRow[]> {
  return prepared(
    db,
    'job_list',
    `SELECT ${summary} FROM jobs j WHERE j.user_id = ? AND j.id < ? ORDER BY j.id DESC LIMIT ?`,
    [userId, before, limit],
  );
}
