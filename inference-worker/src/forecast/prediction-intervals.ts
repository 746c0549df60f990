import type { FittedModel, PointForecast, Series } from '../models/model.js';
import { errorSpread } from './error-spread.js';
import { rollingErrors } from './rolling-origin.js';

/** Bounds between which a future value lies with the stated probability; each `horizon` numbers. */
export interface Interval {
  lower: Float64Array;
  upper: Float64Array;
}

/** By coverage in percent. */
export type Intervals = Record<80 | 95, Interval>;

/**
 * Intervals around a forecast, as wide as what the same fit got wrong from earlier origins tells, and the model's own
 * variance where there is little of that.
 * @param series the fitted one; see `bounds` for those without negative values.
 */
export function predictionIntervals(fit: FittedModel, { values, periods }: Series, point: PointForecast): Intervals {
  const horizon = point.values.length;
  const season = periods[periods.length - 1] ?? 0;
  const rolling = rollingErrors(fit, values, horizon);
  const { sd, quantile80, quantile95 } = errorSpread(rolling, point.sd, horizon, values.length, season);
  const lowest = values.reduce((a, b) => Math.min(a, b));
  return { 80: bounds(point.values, sd, quantile80, lowest), 95: bounds(point.values, sd, quantile95, lowest) };
}

/**
 * Symmetric; but a series without negative values has no bound below zero. Of a positive series, the lower one lies as
 * far below the forecast on the scale of reciprocals, where zero is infinitely far away: f / (1 + distance / f).
 * @param lowest of the values.
 */
function bounds(values: Float64Array, sd: Float64Array, quantile: number, lowest: number): Interval {
  const lower = new Float64Array(values.length);
  const upper = new Float64Array(values.length);
  for (let k = 0; k < values.length; k++) {
    const value = values[k] ?? 0;
    const distance = quantile * (sd[k] ?? 0);
    upper[k] = value + distance;
    if (lowest < 0) lower[k] = value - distance;
    else if (value <= 0) lower[k] = value;
    else lower[k] = lowest > 0 ? value / (1 + distance / value) : Math.max(0, value - distance);
  }
  return { lower, upper };
}
