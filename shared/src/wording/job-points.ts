import { seriesStep } from '../chart/series-step.js';
import type { Forecast, TimeSeries } from '../chart/types.js';
import type { ForecastPoints, JobSummary } from '../gateway-client/index.js';
import { snappedStepMs } from './time-span.rules.js';

/** Points of the API as charts and tables take them. */
export function forecastOf({ timestamps, predictions, intervals }: ForecastPoints): Forecast {
  return {
    times: timestamps.map(Date.parse),
    values: predictions,
    intervals: { 80: intervals?.[80] ?? null, 95: intervals?.[95] ?? null },
  };
}

/** The observations of a job, and how far they are from each other. */
export interface JobHistory {
  history: TimeSeries;
  step: {
    ms: number;
    /** A selection has no regular distances; those of days without weekends are no days. */
    isNamed: boolean;
  };
}

/** @param asked how many of the last observations the summary was asked for; left out: all. */
export function historyOf({ series }: Pick<JobSummary, 'series'>, asked = series.total): JobHistory {
  const history: TimeSeries = { times: series.timestamps.map(Date.parse), values: series.prices };
  const found = seriesStep(history);
  const ms = series.thinned ? snappedStepMs(meanStepMs(history, Math.min(asked, series.total))) : found.stepMs;
  return { history, step: { ms, isNamed: series.thinned || (Number.isFinite(found.gapMs) && !found.skipsWeekends) } };
}

/** Of a selection the ends alone tell how far apart the points are that it was made from. */
function meanStepMs({ times }: TimeSeries, points: number): number {
  const spanMs = Number(times[times.length - 1]) - Number(times[0]);
  return points > 1 && spanMs > 0 ? spanMs / (points - 1) : 1;
}
