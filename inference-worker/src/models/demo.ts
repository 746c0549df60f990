import type { ModelInput, ModelOutput } from './model.js';
import { meanOf, restoreScale, scaleSeries } from './scaled-series.js';

/**
 * First-order autoregression with intercept, `y[t] = a + b y[t-1]`: ordinary least squares over the n - 1 pairs
 * (Hamilton 1994, "Time Series Analysis", section 5.2, conditional likelihood), iterated from the last value. With one point, or no variance
 * among the y[t-1], b is unknown and the last value is repeated.
 *
 * An explosive series (|b| > 1) grows without bound; from where it leaves the range of numbers, the last finite value holds.
 */
export function forecastDemo({ values, horizon }: ModelInput): ModelOutput {
  const last = values[values.length - 1] ?? 0;
  const scaled = scaleSeries(values);
  const line = regressOnPrevious(scaled.deviations);
  if (!line) {
    return { values: new Float64Array(horizon).fill(last), intervals: null, metrics: null, warnings: [] };
  }
  const deviations = new Float64Array(horizon);
  let current = scaled.deviations[values.length - 1] ?? 0;
  for (let step = 0; step < horizon; step++) {
    current = line.nextMean + line.slope * (current - line.previousMean);
    deviations[step] = current;
  }
  return { ...restoreScale(deviations, scaled, last), intervals: null, metrics: null };
}

/** The least-squares line from each number to the next, through the means of both; null when there is none. */
function regressOnPrevious(y: Float64Array): { slope: number; previousMean: number; nextMean: number } | null {
  const pairs = y.length - 1;
  if (pairs < 1) return null;
  const previousMean = meanOf(y, 0, pairs);
  const nextMean = meanOf(y, 1);
  let variance = 0;
  let covariance = 0;
  for (let t = 1; t <= pairs; t++) {
    const previous = (y[t - 1] ?? 0) - previousMean;
    variance += previous * previous;
    covariance += previous * ((y[t] ?? 0) - nextMean);
  }
  const slope = covariance / variance;
  return Number.isFinite(slope) ? { slope, previousMean, nextMean } : null;
}
