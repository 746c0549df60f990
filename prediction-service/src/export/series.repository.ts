import { type Db, prepared } from '@coincast/shared/database';
import { readColumnPages } from '../columns/column-pages.js';
import type { ForecastPage } from './forecast.repository.js';

/** A job and how long its series is. */
export interface ExportedSeries {
  id: number;
  title: string | null;
  valid_rows: number;
}

/** A user's own job, without the numbers of its series. */
export async function findExportedSeries(db: Db, userId: number, id: number): Promise<ExportedSeries | undefined> {
  const [job] = await prepared<ExportedSeries>(
    db,
    'export_series',
    'SELECT id, title, valid_rows FROM jobs WHERE id = ? AND user_id = ?',
    [id, userId],
  );
  return job;
}

/** The valid rows of a job by time, a page at a time; the one column of numbers is their prices. */
export async function* readSeriesRows(db: Db, { id, valid_rows }: ExportedSeries): AsyncGenerator<ForecastPage> {
  const pages = readColumnPages(db, { jobId: id, length: valid_rows }, ['times', 'prices']);
  for await (const [times = new Float64Array(), ...columns] of pages) yield { times, columns };
}
