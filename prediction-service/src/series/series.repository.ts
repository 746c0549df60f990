import { type Db, prepared } from '@coincast/shared/database';
import type { StoredForecast } from '../saga/forecast.rules.js';
import type { Stage } from '../saga/saga.rules.js';

/** A job's series; columns of little-endian Float64. */
export async function findSeries(db: Db, jobId: number): Promise<{ times: Buffer; values: Buffer } | undefined> {
  const [series] = await prepared<{ times: Buffer; values: Buffer }>(
    db,
    'series_find',
    'SELECT times, "values" FROM job_series WHERE job_id = ?',
    [jobId],
  );
  return series;
}

export async function findStage(db: Db, jobId: number): Promise<{ stage: Stage; horizon: number } | undefined> {
  const [job] = await prepared<{ stage: Stage; horizon: number }>(
    db,
    'series_stage',
    'SELECT stage, horizon FROM jobs WHERE id = ?',
    [jobId],
  );
  return job;
}

/** Keeps a forecast for a job that still runs, in place of an earlier one; a job that has ended keeps what it has. */
export async function putForecast(db: Db, jobId: number, forecast: StoredForecast): Promise<void> {
  await prepared(
    db,
    'series_put_forecast',
    `WITH running AS (SELECT id FROM jobs WHERE id = ? AND stage = 'RUNNING' FOR UPDATE)
     INSERT INTO forecasts (job_id, times, "values", intervals)
     SELECT id, ?::bytea, ?::bytea, ?::bytea FROM running
     ON CONFLICT (job_id) DO UPDATE
       SET times = excluded.times, "values" = excluded."values", intervals = excluded.intervals`,
    [jobId, forecast.times, forecast.values, forecast.intervals],
  );
}
