import { columnFromBytes } from '@coincast/shared/contracts';
import type { Db } from '@coincast/shared/database';
import { type ColumnName, type ColumnNames, pageLength, places, readColumnPages } from '../columns/column-pages.js';
import type { WholeJobRow } from './job.repository.js';

/** Columns up to this size are read with their job, longer ones a page at a time. */
export const heldBytes = 8 * pageLength;

/** Columns of a job that are as long as each other, from their number `from` on, a page of each at a time. */
export async function* readColumns(
  db: Db,
  job: WholeJobRow,
  names: ColumnNames,
  from = 0,
): AsyncGenerator<Float64Array[]> {
  const held = names.flatMap((name) => heldColumn(job, name) ?? []);
  if (held.length === names.length) {
    yield from === 0 ? held : held.map((column) => column.subarray(from));
    return;
  }
  const length = places[names[0]].table === 'job_series' ? job.valid_rows : (job.points ?? 0);
  yield* readColumnPages(db, { jobId: job.id, length, from }, names);
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
