import type { FittedModel } from '../models/model.js';

/** Errors `actual - forecast` of one fit from earlier origins; row i has the steps 1..`steps` of origin i, NaN past the end of the series. */
export interface RollingErrors {
  steps: number;
  origins: number;
  errors: Float64Array;
}

/** A pass over the series each. */
const mostOrigins = 24;
/** Further ahead, the growth of the error is extrapolated. */
const mostSteps = 120;
/** Before, too little was known; */
const firstShare = 1 / 3;
/** and what is older than this many points says little of the next ones. */
const mostRecent = 1_000;

/**
 * Rolling-origin evaluation (Tashman 2000, International Journal of Forecasting 16(4)) with the form and parameters of
 * the whole fit. Origins are spread evenly over the later two thirds of the series, or its last 1,000 points; the last is its last point but one.
 * @param values the fitted series.
 */
export function rollingErrors(fit: FittedModel, values: Float64Array, horizon: number): RollingErrors {
  const n = values.length;
  const available = Math.min(mostRecent, n - Math.ceil(n * firstShare));
  if (available < 1) return { steps: 0, origins: 0, errors: new Float64Array() };
  const steps = Math.min(horizon, mostSteps, available);
  const origins = Math.min(mostOrigins, available);
  const errors = new Float64Array(origins * steps).fill(Number.NaN);
  for (let i = 0; i < origins; i++) {
    const origin = n - 1 - Math.round((i * (available - 1)) / Math.max(1, origins - 1));
    const reach = Math.min(steps, n - origin);
    const forecast = fit.forecast(reach, origin).values;
    for (let k = 0; k < reach; k++) errors[i * steps + k] = (values[origin + k] ?? 0) - (forecast[k] ?? 0);
  }
  return { steps, origins, errors };
}
