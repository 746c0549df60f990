import { type Db, prepared, preparedLarge } from '@coincast/shared/database';
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

/** What the driver decodes in a few milliseconds; whole Float64s. */
export const pageBytes = 256 * 1024;

/** A job's series, a page at a time: the times, then the values, as little-endian Float64. A series never changes. */
export async function* readSeries(db: Db, jobId: number, columnBytes: number): AsyncGenerator<Buffer> {
  for (const column of ['times', '"values"']) {
    for (let from = 0; from < columnBytes; from += pageBytes) {
      const [page] = await prepared<{ page: Buffer }>(
        db,
        column === 'times' ? 'series_page_times' : 'series_page_values',
        `SELECT substring(${column} FROM ?::int FOR ?::int) AS page FROM job_series WHERE job_id = ?`,
        [from + 1, pageBytes, jobId],
      );
      if (!page) throw new Error(`the series of job ${jobId} is gone`);
      yield page.page;
    }
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
