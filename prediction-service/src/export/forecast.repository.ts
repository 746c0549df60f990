import { columnFromBytes } from '@coincast/shared/contracts';
import { type Db, prepared } from '@coincast/shared/database';
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

/** The numbers of a page take at most 0.8 MB, which the driver decodes in a few milliseconds. */
const pointsPerPage = 16_384;

/**
 * The forecast of a job that is OK, a page at a time: memory stays flat however long it is. The pages are read one by
 * one, without a transaction between them, and still belong together: a forecast is written only while its job runs, and
 * a job that is OK never changes again.
 */
export async function* readForecast(db: Db, { id, points, has_intervals }: ExportedJob): AsyncGenerator<ForecastPage> {
  const total = points ?? 0;
  for (let from = 0; from < total; from += pointsPerPage) {
    yield await readPage(db, id, { from, total, hasIntervals: has_intervals });
  }
}

async function readPage(
  db: Db,
  jobId: number,
  { from, total, hasIntervals }: { from: number; total: number; hasIntervals: boolean },
): Promise<ForecastPage> {
  const length = Math.min(pointsPerPage, total - from) * 8;
  const at = (column: number) => (column * total + from) * 8 + 1;
  const bounds = hasIntervals ? [0, 1, 2, 3] : [];
  const slice = 'FROM ?::int FOR ?::int)';
  // A column each: the driver takes arrays of bytes apart a character at a time.
  const [row] = await prepared<Record<string, Buffer>>(
    db,
    hasIntervals ? 'export_page_intervals' : 'export_page',
    `SELECT substring(times ${slice} AS times, substring("values" ${slice} AS prediction
       ${bounds.map((column) => `, substring(intervals ${slice} AS bound_${column}`).join('')}
     FROM forecasts WHERE job_id = ?`,
    [at(0), length, at(0), length, ...bounds.flatMap((column) => [at(column), length]), jobId],
  );
  const [times, ...columns] = Object.values(row ?? {}).map(columnFromBytes);
  if (!times) throw new Error(`the forecast of job ${jobId} is gone`);
  return { times, columns };
}
