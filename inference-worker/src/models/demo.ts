import { meanOf } from '../numerics/statistics.js';
import type { FittedModel, PointForecast, Series } from './model.js';

/**
 * First-order autoregression with intercept, `y[t] = a + b y[t-1]`: ordinary least squares over the n - 1 pairs
 * (Hamilton 1994, "Time Series Analysis", section 5.2, conditional likelihood), iterated from the last value. With one point, or no variance
 * among the y[t-1], b is unknown and the last value is repeated.
 */
export function fitDemo({ values }: Series): FittedModel {
  // Distances from the first value, so that sums of squares do not cancel in a series far from zero.
  const first = values[0] ?? 0;
  const distances = values.map((value) => value - first);
  const line = regressOnPrevious(distances);
  return {
    method: 'AR(1)',
    forecast: (horizon, origin = values.length) => iterate(line, first, distances[origin - 1] ?? 0, horizon),
  };
}

/** The least-squares line from each number to the next, through the means of both. */
interface Line {
  slope: number;
  previousMean: number;
  nextMean: number;
  /** Of the residuals; NaN when there are too few. */
  variance: number;
}

function iterate(line: Line | null, first: number, last: number, horizon: number): PointForecast {
  const values = new Float64Array(horizon);
  if (!line) return { values: values.fill(first + last), sd: null };
  const sd = new Float64Array(horizon);
  let current = last;
  let variance = 0;
  for (let step = 0; step < horizon; step++) {
    current = line.nextMean + line.slope * (current - line.previousMean);
    variance = line.variance + line.slope * line.slope * variance;
    values[step] = first + current;
    sd[step] = Math.sqrt(variance);
  }
  return { values, sd: Number.isFinite(line.variance) ? sd : null };
}

function regressOnPrevious(y: Float64Array): Line | null {
  const pairs = y.length - 1;
  if (pairs < 1) return null;
  const previousMean = meanOf(y, 0, pairs);
  const nextMean = meanOf(y, 1);
  let previousSquares = 0;
  let nextSquares = 0;
  let products = 0;
  for (let t = 1; t <= pairs; t++) {
    const previous = (y[t - 1] ?? 0) - previousMean;
    const next = (y[t] ?? 0) - nextMean;
    previousSquares += previous * previous;
    nextSquares += next * next;
    products += previous * next;
  }
  const slope = products / previousSquares;
  if (!Number.isFinite(slope)) return null;
  const variance = pairs > 2 ? Math.max(0, nextSquares - slope * products) / (pairs - 2) : Number.NaN;
  return { slope, previousMean, nextMean, variance };
}
