import type { ColumnNames } from '../columns/column-pages.js';
import { type ListedJob, presentListed } from '../job/job.presenter.js';
import type { WholeJobRow } from '../job/job.repository.js';
import { firstOfInvalidRows, type PresentedDataset, presentVerdict } from '../job/verdict.js';
import { Thinning } from '../quote/thin-series.rules.js';
import { type PublicStage, publicStage } from '../saga/saga.rules.js';
import type { SummaryQuery } from './summary.schemas.js';

export interface Bounds {
  lower: number[];
  upper: number[];
}

export type Intervals = Record<'80' | '95', Bounds>;

/** A job without its long columns, and what to draw of them. */
export interface JobSummary extends Omit<ListedJob, 'rows'>, PresentedDataset {
  stage: PublicStage;
  /** Credits, as quoted, whatever became of the job. */
  quoted_cost: number;
  metrics: unknown;
  /** Of the valid rows by time: `total` of them, `thinned` when points of those asked for were left out. */
  series: { timestamps: string[]; prices: number[]; thinned: boolean; total: number };
  forecast: {
    timestamps: string[];
    predictions: number[];
    intervals: Intervals | null;
    thinned: boolean;
    total: number;
  } | null;
}

/** Answers columns of the job, as long as each other, from a number on, a page of each at a time. */
type Columns = (from: number, ...names: ColumnNames) => AsyncIterable<Float64Array[]>;

/** A page lists a screen of them; the whole job has all that are kept. */
const shownInvalidRows = 50;

export async function presentSummary(job: WholeJobRow, columns: Columns, query: SummaryQuery): Promise<JobSummary> {
  const listed = presentListed(job);
  const ofForecast = JSON.parse(job.forecast_warnings ?? '[]');
  return {
    ...listed,
    stage: publicStage(job.stage),
    quoted_cost: job.cost,
    metrics: JSON.parse(job.metrics ?? 'null'),
    ...presentVerdict(JSON.parse(job.verdict), listed.rows, ofForecast),
    invalid_rows: firstOfInvalidRows(job.kept_invalid_rows, shownInvalidRows),
    series: await presentSeries(job, columns, query),
    forecast: await presentForecast(job, columns, query),
  };
}

async function presentSeries(
  { valid_rows: total }: WholeJobRow,
  columns: Columns,
  { points, history }: SummaryQuery,
): Promise<JobSummary['series']> {
  const from = history === undefined ? 0 : Math.max(0, total - history);
  const pages = columns(from, 'times', 'prices');
  const [times = [], prices = []] = await thinned(pages, { columns: 2, length: total - from, points });
  return {
    timestamps: isoTimes(times),
    prices: [...prices],
    thinned: prices.length < total - from,
    total,
  };
}

async function presentForecast(
  { points: total, has_intervals }: WholeJobRow,
  columns: Columns,
  { points }: SummaryQuery,
): Promise<JobSummary['forecast']> {
  if (total === null) return null;
  const pages = has_intervals
    ? columns(0, 'forecast_times', 'forecast', 'lower80', 'upper80', 'lower95', 'upper95')
    : columns(0, 'forecast_times', 'forecast');
  const kept = await thinned(pages, { columns: has_intervals ? 6 : 2, length: total, points });
  const [times = [], predictions = [], ...bounds] = kept;
  return {
    timestamps: isoTimes(times),
    predictions: [...predictions],
    intervals: intervalsOf(bounds),
    thinned: predictions.length < total,
    total,
  };
}

/** The second of the columns is the one that is drawn: all are kept where it has its ends and extremes. */
async function thinned(
  pages: AsyncIterable<Float64Array[]>,
  { columns, length, points }: { columns: number; length: number; points: number },
): Promise<Float64Array[]> {
  const thinning = new Thinning({ length, maxPoints: points, columns, drawn: 1 });
  for await (const page of pages) thinning.add(page);
  return thinning.kept();
}

/** @param bounds lower80, upper80, lower95, upper95; nothing when the model has none. */
export function intervalsOf(bounds: readonly Float64Array[]): Intervals | null {
  if (bounds.length === 0) return null;
  const [lower80 = [], upper80 = [], lower95 = [], upper95 = []] = bounds.map((column) => [...column]);
  return { '80': { lower: lower80, upper: upper80 }, '95': { lower: lower95, upper: upper95 } };
}

export const isoTimes = (times: Iterable<number>) => Array.from(times, (timeMs) => new Date(timeMs).toISOString());
