import type { FittedModel, PointForecast, Series } from './model.js';

/**
 * The line from the first value through the last: a random walk whose drift is the mean change (Hyndman and Athanasopoulos
 * 2021, "Forecasting: Principles and Practice", section 5.2). One point: repeated.
 */
export function fitDrift({ values }: Series): FittedModel {
  return {
    method: 'Drift',
    forecast: (horizon, origin = values.length) => extrapolate(values.subarray(0, origin), horizon),
  };
}

/** With the standard errors of the same book's table 5.2; the variance is of the changes about their mean, which is one parameter. */
function extrapolate(values: Float64Array, horizon: number): PointForecast {
  const n = values.length;
  const changes = n - 1;
  const last = values[n - 1] ?? 0;
  const drift = changes > 0 ? (last - (values[0] ?? 0)) / changes : 0;
  let squares = 0;
  for (let t = 1; t < n; t++) {
    const error = (values[t] ?? 0) - (values[t - 1] ?? 0) - drift;
    squares += error * error;
  }
  const variance = changes > 1 ? squares / (changes - 1) : Number.NaN;
  const forecast = new Float64Array(horizon);
  const sd = new Float64Array(horizon);
  for (let step = 1; step <= horizon; step++) {
    forecast[step - 1] = last + drift * step;
    sd[step - 1] = Math.sqrt(variance * step * (1 + step / changes));
  }
  return { values: forecast, sd: Number.isFinite(variance) ? sd : null };
}
