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

/**
 * Single numbers of columns that stand in `intervals`, in the order of their places: for a few of a long column. The
 * bytes of that one were never compressed, so that each number is read without those before it.
 * @param length of each column.
 * @param points where they are in each column, from 0.
 */
export async function pickIntervals(
  db: Db,
  { jobId, length }: { jobId: number; length: number },
  points: readonly number[],
): Promise<Float64Array[]> {
  const [row] = await prepared<{ picked: Buffer | null }>(
    db,
    'pick_intervals',
    `SELECT (SELECT string_agg(substring(f.intervals FROM (8 * (nth::bigint * ?::bigint + point) + 1)::int FOR 8), ''::bytea
                               ORDER BY nth, n)
             FROM generate_series(0, 3) AS nth, unnest(?::int[]) WITH ORDINALITY AS p (point, n)) AS picked
     FROM forecasts f WHERE f.job_id = ?`,
    [length, points, jobId],
  );
  const numbers = columnFromBytes(row?.picked ?? Buffer.alloc(0));
  if (numbers.length !== 4 * points.length) throw new Error(`the intervals of job ${jobId} are shorter than it says`);
  return Array.from({ length: 4 }, (_, nth) => numbers.subarray(nth * points.length, (nth + 1) * points.length));
}
