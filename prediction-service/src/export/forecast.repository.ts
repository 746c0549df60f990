import { type Db, prepared } from '@coincast/shared/database';
import { type ColumnName, readColumnPages } from '../columns/column-pages.js';
import type { Stage } from '../saga/saga.rules.js';

/** A job and how large its forecast is. */
export interface ExportedJob {
  id: number;
  stage: Stage;
  /** Null unless the job is OK. */
  points: number | null;
  has_intervals: boolean;
}

/** A user's own job, without the numbers of its forecast. */
export async function findExportedJob(db: Db, userId: number, id: number): Promise<ExportedJob | undefined> {
  const [job] = await prepared<ExportedJob>(
    db,
    'export_job',
    `SELECT j.id, j.stage, octet_length(f.times) / 8 AS points, f.intervals IS NOT NULL AS has_intervals
     FROM jobs j LEFT JOIN forecasts f ON f.job_id = j.id AND j.stage = 'OK' WHERE j.id = ? AND j.user_id = ?`,
    [id, userId],
  );
  return job;
}

/** Points of a forecast that follow each other. */
export interface ForecastPage {
  /** Epoch milliseconds. */
  times: Float64Array;
  /** prediction[, lower_80, upper_80, lower_95, upper_95] */
  columns: Float64Array[];
}

/** The forecast of a job that is OK, a page at a time. */
export async function* readForecast(db: Db, { id, points, has_intervals }: ExportedJob): AsyncGenerator<ForecastPage> {
  const bounds: ColumnName[] = has_intervals ? ['lower80', 'upper80', 'lower95', 'upper95'] : [];
  const pages = readColumnPages(db, { jobId: id, length: points ?? 0 }, ['forecast_times', 'forecast', ...bounds]);
  for await (const [times = new Float64Array(), ...columns] of pages) yield { times, columns };
}
