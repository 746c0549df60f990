import type { ModelInput, ModelOutput } from './model.js';
import { meanOf, restoreScale, scaleSeries } from './scaled-series.js';

/**
 * A straight line by ordinary least squares on the index 0..n-1, extrapolated to n, n+1, ... One point: repeated.
 * From where the line leaves the range of numbers, the last finite value holds.
 */
export function forecastLinearTrend({ values, horizon }: ModelInput): ModelOutput {
  const scaled = scaleSeries(values);
  const middle = (values.length - 1) / 2;
  const mean = meanOf(scaled.deviations);
  const slope = slopeOnIndex(scaled.deviations, middle, mean);
  const deviations = new Float64Array(horizon);
  for (let step = 0; step < horizon; step++) {
    deviations[step] = mean + slope * (values.length + step - middle);
  }
  const last = values[values.length - 1] ?? 0;
  return { ...restoreScale(deviations, scaled, last), intervals: null, metrics: null };
}

function slopeOnIndex(y: Float64Array, middle: number, mean: number): number {
  const n = y.length;
  if (n < 2) return 0;
  let covariance = 0;
  for (let i = 0; i < n; i++) covariance += (i - middle) * ((y[i] ?? 0) - mean);
  // The sum of (i - middle)^2 over 0..n-1.
  return covariance / ((n * (n - 1) * (n + 1)) / 12);
}
