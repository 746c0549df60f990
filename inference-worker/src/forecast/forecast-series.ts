import type { ForecastWarning } from '@coincast/shared/contracts';
import { futureTimestamps } from '../calendar/future-timestamps.js';
import { regularSeries } from '../calendar/regular-series.js';
import type { Model, PointForecast } from '../models/model.js';
import { unitOf } from './unit.js';

/** Bounds between which a future value lies with the stated probability; each `horizon` finite numbers. */
export interface Interval {
  lower: Float64Array;
  upper: Float64Array;
}

export type Intervals = Record<80 | 95, Interval>;

export interface ForecastInput {
  /** Epoch milliseconds, ascending, as many as `values`. */
  times: Float64Array;
  /** Finite numbers, oldest first, at least the model's `minRows`. */
  values: Float64Array;
  /** Points to forecast, at least 1. */
  horizon: number;
}

export interface Forecast {
  /** Epoch milliseconds of each point: whole, strictly ascending. */
  times: Float64Array;
  /** `horizon` finite numbers, the next point first. */
  values: Float64Array;
  intervals: Intervals | null;
  /** Backtest of the model on this series; null when the series is too short for one. */
  metrics: Record<string, unknown> | null;
  warnings: ForecastWarning[];
}

/**
 * Everything a buyer gets for a series: a pure function, the same wherever it runs.
 * @throws CalendarEndError
 */
export function forecastSeries(
  model: Model,
  { times: givenTimes, values: givenValues, horizon }: ForecastInput,
): Forecast {
  const { times, values, calendar, warnings } = regularSeries(givenTimes, givenValues);
  const futureTimes = futureTimestamps(calendar, times[times.length - 1] ?? 0, horizon);
  const unit = unitOf(values);
  const series = { values: values.map((value) => value / unit), period: 1, periods: [] };
  const point = model.fit(series).forecast(horizon);
  const last = values[values.length - 1] ?? 0;
  const { values: future, held } = restore(point, unit, last);
  if (held) warnings.push(heldWarning);
  return { times: futureTimes, values: future, intervals: null, metrics: null, warnings };
}

export const heldWarning: ForecastWarning = {
  code: 'held_at_last_finite_value',
  message: 'The forecast would leave the range of numbers; from there its last value is repeated.',
};

/**
 * The first value too large for a Float64, and all after it, are replaced by the last one that is not, at first `fallback`.
 * @throws Error when the model lost its way before that: a value that is no number.
 */
function restore(
  { values: scaled }: PointForecast,
  unit: number,
  fallback: number,
): { values: Float64Array; held: boolean } {
  const values = new Float64Array(scaled.length);
  let last = fallback;
  for (let i = 0; i < scaled.length; i++) {
    const value = (scaled[i] ?? 0) * unit;
    if (Number.isNaN(value)) throw new Error('the model answered a value that is not a number');
    if (!Number.isFinite(value)) return { values: values.fill(last, i), held: true };
    values[i] = value;
    last = value;
  }
  return { values, held: false };
}
