import { columnFromBytes } from '@coincast/shared/contracts';
import { type Db, prepared } from '@coincast/shared/database';
import type { WholeJobRow } from './job.repository.js';

/** Columns up to this size are read with their job, longer ones a page at a time. */
export const heldBytes = 128 * 1024;
/** Numbers of a page: the driver decodes as many in a few milliseconds. */
const pageLength = heldBytes / 8;

const places = {
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

/**
 * Columns of a job that are as long as each other, a page of each at a time. Pages are read one by one and still belong
 * together: a series never changes, nor does the forecast of a job that is OK.
 */
export async function* readColumns(
  db: Db,
  job: WholeJobRow,
  names: readonly ColumnName[],
): AsyncGenerator<Float64Array[]> {
  const held = names.flatMap((name) => heldColumn(job, name) ?? []);
  if (held.length === names.length) {
    yield held;
    return;
  }
  const total = names.every((name) => places[name].table === 'job_series') ? job.valid_rows : (job.points ?? 0);
  for (let from = 0; from < total; from += pageLength) {
    yield await Promise.all(names.map((name) => readPage(db, job.id, name, { from, total })));
  }
}

function heldColumn(job: WholeJobRow, name: ColumnName): Float64Array | null {
  const { table, column, nth } = places[name];
  if (table === 'forecasts' && job.points === null) return new Float64Array();
  const bytes = {
    job_series: { times: job.times, '"values"': job.values, intervals: null },
    forecasts: { times: job.forecast_times, '"values"': job.forecast_values, intervals: job.intervals },
  }[table][column];
  if (!bytes) return null;
  const length = column === 'intervals' ? bytes.byteLength / 4 : bytes.byteLength;
  return columnFromBytes(bytes.subarray(nth * length, (nth + 1) * length));
}

async function readPage(
  db: Db,
  jobId: number,
  name: ColumnName,
  { from, total }: { from: number; total: number },
): Promise<Float64Array> {
  const { table, column, nth } = places[name];
  const bytes = 8 * Math.min(pageLength, total - from);
  const [row] = await prepared<{ page: Buffer }>(
    db,
    `job_page_${table}_${column.replaceAll('"', '')}`,
    `SELECT substring(${column} FROM ?::int FOR ?::int) AS page FROM ${table} WHERE job_id = ?`,
    [8 * (nth * total + from) + 1, bytes, jobId],
  );
  if (row?.page.byteLength !== bytes) throw new Error(`column ${name} of job ${jobId} is shorter than its job says`);
  return columnFromBytes(row.page);
}
