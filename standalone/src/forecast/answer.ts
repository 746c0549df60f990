import type { Forecast } from '@coincast/inference-worker/forecast/forecast-series';
import type { ForecastWarning } from '@coincast/shared/contracts';
import type { SeriesId } from './series-line.js';

export interface Answered {
  id?: SeriesId | undefined;
  model: string;
  forecast: Forecast;
  /** Of the data; they come before the forecast's own. */
  warnings: readonly ForecastWarning[];
}

/** A forecast as JSON shows it. */
export function answerOf({ id, model, forecast, warnings }: Answered): Record<string, unknown> {
  const { times, values, intervals, metrics } = forecast;
  return {
    ...(id === undefined ? {} : { id }),
    predictions: [...values],
    intervals: { 80: bounds(intervals[80]), 95: bounds(intervals[95]) },
    ...(times.length > 0 ? { timestamps: Array.from(times, isoOf) } : {}),
    metrics,
    warnings: [...warnings, ...forecast.warnings],
    model,
  };
}

export const isoOf = (timeMs: number) => new Date(timeMs).toISOString();

function bounds({ lower, upper }: Record<'lower' | 'upper', Float64Array>) {
  return { lower: [...lower], upper: [...upper] };
}
