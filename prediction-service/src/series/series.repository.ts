import { columnToBytes } from '@coincast/shared/contracts';
import { type Db, prepared, preparedLarge } from '@coincast/shared/database';
import { readColumnPages } from '../columns/column-pages.js';
import type { StoredForecast } from '../saga/forecast.rules.js';
import type { Stage } from '../saga/saga.rules.js';

/** Bytes of each of the two columns of a job's series; undefined when there is no such job. */
export async function findSeriesBytes(db: Db, jobId: number): Promise<number | undefined> {
  const [series] = await prepared<{ bytes: number }>(
    db,
    'series_bytes',
    'SELECT octet_length(times) AS bytes FROM job_series WHERE job_id = ?',
    [jobId],
  );
  return series?.bytes;
}

/** A job's series, a page at a time: the times, then the values, as little-endian Float64. */
export async function* readSeries(db: Db, jobId: number, columnBytes: number): AsyncGenerator<Buffer> {
  for (const column of ['times', 'prices'] as const) {
    const pages = readColumnPages(db, { jobId, length: columnBytes / Float64Array.BYTES_PER_ELEMENT }, [column]);
    for await (const [page = new Float64Array()] of pages) yield columnToBytes(page);
  }
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
  await preparedLarge(
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
