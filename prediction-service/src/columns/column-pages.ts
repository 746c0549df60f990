import { columnFromBytes } from '@coincast/shared/contracts';
import { type Db, prepared } from '@coincast/shared/database';

/** Numbers of a page: the driver decodes as many of six columns in a few milliseconds. */
export const pageLength = 16_384;

/** Where a job's columns of little-endian Float64 are; several of one length may stand in one after the other. */
export const places = {
  times: { table: 'job_series', column: 'times', nth: 0 },
  prices: { table: 'job_series', column: '"values"', nth: 0 },
  forecast_times: { table: 'forecasts', column: 'times', nth: 0 },
  forecast: { table: 'forecasts', column: '"values"', nth: 0 },
  lower80: { table: 'forecasts', column: 'intervals', nth: 0 },
  upper80: { table: 'forecasts', column: 'intervals', nth: 1 },
  lower95: { table: 'forecasts', column: 'intervals', nth: 2 },
  upper95: { table: 'forecasts', column: 'intervals', nth: 3 },
} as const;

export type ColumnName = keyof typeof places;
/** Columns of one table, at least one. */
export type ColumnNames = readonly [ColumnName, ...ColumnName[]];

/** Columns of one job, and which of their numbers: from `from` (0) to before `to` (all). */
export interface Extent {
  jobId: number;
  /** Of each whole column. */
  length: number;
  from?: number;
  to?: number;
}

/**
 * Columns of a job, a page of each at a time: memory stays flat however long they are. The pages are read one by one,
 * without a transaction between them, and still belong together: a series never changes, a forecast is written only while
 * its job runs, and a job that is OK never changes again.
 */
export async function* readColumnPages(
  db: Db,
  { jobId, length, from = 0, to = length }: Extent,
  names: ColumnNames,
): AsyncGenerator<Float64Array[]> {
  const { table } = places[names[0]];
  // A slice each: the driver takes arrays of bytes apart a character at a time.
  const slices = names.map((name) => `substring(${places[name].column} FROM ?::int FOR ?::int) AS ${name}`);
  const sql = `SELECT ${slices.join(', ')} FROM ${table} WHERE job_id = ?`;
  for (let at = from; at < to; at += pageLength) {
    const bytes = 8 * Math.min(pageLength, to - at);
    const bounds = names.flatMap((name) => [8 * (places[name].nth * length + at) + 1, bytes]);
    const [row] = await prepared<Record<string, Buffer>>(db, `pages_${names.join('_')}`, sql, [...bounds, jobId]);
    yield names.map((name) => {
      const page = row?.[name];
      if (page?.byteLength !== bytes) throw new Error(`column ${name} of job ${jobId} is shorter than its job says`);
      return columnFromBytes(page);
    });
  }
}
