import { type Db, prepared } from '@coincast/shared/database';
import { Problem } from '@coincast/shared/http';
import { type ColumnName, readColumnPages } from '../columns/column-pages.js';
import { publicStatus, type Stage } from '../saga/saga.rules.js';

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

/**
 * How many points the forecast of a job has.
 * @throws Problem `no_forecast` unless the job is OK.
 */
export function pointsOf({ points, stage }: ExportedJob): number {
  if (points === null) throw new Problem('no_forecast', whyNoForecast[publicStatus(stage)]);
  return points;
}

const whyNoForecast = {
  PENDING: 'The job is still running. Its forecast is there once its status is OK.',
  ERROR: 'The job ended without a forecast; its field `error` says why. It cost nothing.',
  OK: 'The forecast of this job is not here.',
};

/** Points of a forecast that follow each other. */
export interface ForecastPage {
  /** Epoch milliseconds. */
  times: Float64Array;
  /** prediction[, lower_80, upper_80, lower_95, upper_95] */
  columns: Float64Array[];
}

/** The forecast of a job that is OK, all of it or its points from `from` to before `to`, a page at a time. */
export async function* readForecast(
  db: Db,
  { id, points, has_intervals }: ExportedJob,
  range: { from?: number; to?: number } = {},
): AsyncGenerator<ForecastPage> {
  const bounds: ColumnName[] = has_intervals ? ['lower80', 'upper80', 'lower95', 'upper95'] : [];
  const extent = { jobId: id, length: points ?? 0, ...range };
  const pages = readColumnPages(db, extent, ['forecast_times', 'forecast', ...bounds]);
  for await (const [times = new Float64Array(), ...columns] of pages) yield { times, columns };
}
