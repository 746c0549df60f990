import { type Form, place } from './form.js';
import { leastSquares } from './least-squares.js';
import type { Sample } from './likelihood.js';

/** Seasonal factors start no lower. */
const smallestFactor = 0.01;

/** A start for the season's states and the values without them. */
export interface SeasonalStart {
  /** One season, beginning with the sample's first value. */
  seasonal: Float64Array;
  /** The sample's values, seasonally adjusted. */
  adjusted: Float64Array;
}

/**
 * Of a classical decomposition (Hyndman et al. 2008, section 2.6.1), with less than three seasons of a sine wave around a line. In a sample
 * that is no longer than a season, the season does nothing.
 */
export function startSeason(season: Form['season'], { values, start, n, period }: Sample): SeasonalStart {
  const adjusted = values.slice(start, start + n);
  const seasonal = new Float64Array(period).fill(season === 'M' ? 1 : 0);
  if (season === 'N' || n <= period) return { seasonal, adjusted };
  if (n < 3 * period) fitWave(season, adjusted, seasonal);
  else averageOverSeasons(season, adjusted, seasonal);
  normalise(season, seasonal);
  for (let t = 0; t < n; t++) {
    const state = seasonal[t % period] ?? 0;
    adjusted[t] = season === 'A' ? (adjusted[t] ?? 0) - state : (adjusted[t] ?? 0) / state;
  }
  return { seasonal, adjusted };
}

function normalise(season: Form['season'], seasonal: Float64Array): void {
  let mean = 0;
  for (const state of seasonal) mean += state / seasonal.length;
  for (let k = 0; k < seasonal.length; k++) {
    const state = seasonal[k] ?? 0;
    seasonal[k] = season === 'A' ? state - mean : Math.max(smallestFactor, state / mean);
  }
}

/** The mean of each season's distances from (ratios to) the moving average over a season, which lacks half a season at both ends. */
function averageOverSeasons(season: Form['season'], values: Float64Array, seasonal: Float64Array): void {
  const period = seasonal.length;
  const half = period >> 1;
  const counts = new Float64Array(period);
  seasonal.fill(0);
  for (let t = half; t < values.length - half; t++) {
    let sum = 0;
    for (let k = -half; k <= half; k++) sum += values[t + k] ?? 0;
    if (period % 2 === 0) sum -= ((values[t - half] ?? 0) + (values[t + half] ?? 0)) / 2;
    const trend = sum / period;
    const value = values[t] ?? 0;
    const k = t % period;
    seasonal[k] = (seasonal[k] ?? 0) + (season === 'A' ? value - trend : value / trend);
    counts[k] = (counts[k] ?? 0) + 1;
  }
  for (let k = 0; k < period; k++) seasonal[k] = (seasonal[k] ?? 0) / (counts[k] ?? 1);
}

/** A sine wave of one season, in a regression with a line; for factors divided by the mean. */
function fitWave(season: Form['season'], values: Float64Array, seasonal: Float64Array): void {
  const n = values.length;
  const period = seasonal.length;
  const angle = (2 * Math.PI) / period;
  // In a season of two points the sine is 0.
  const columns = period === 2 ? 3 : 4;
  const rows = new Float64Array(n * columns);
  let mean = 0;
  for (let t = 0; t < n; t++) {
    const row = t * columns;
    rows[row] = 1;
    rows[row + 1] = t / n - 0.5;
    rows[row + 2] = Math.cos(angle * t);
    if (period > 2) rows[row + 3] = Math.sin(angle * t);
    mean += (values[t] ?? 0) / n;
  }
  const [, , cosine = 0, sine = 0] = leastSquares(rows, columns, values) ?? [];
  for (let k = 0; k < period; k++) {
    const wave = cosine * Math.cos(angle * k) + sine * Math.sin(angle * k);
    seasonal[k] = season === 'A' ? wave : 1 + wave / mean;
  }
}

/** Level and slope before the first value: the line through the first ten values (two seasons), or their mean without a trend. */
export function startLevel(
  trend: Form['trend'],
  { adjusted, seasonal }: SeasonalStart,
  parameters: Float64Array,
): void {
  const n = Math.min(Math.max(10, 2 * seasonal.length), adjusted.length);
  let mean = 0;
  for (let t = 0; t < n; t++) mean += (adjusted[t] ?? 0) / n;
  let covariance = 0;
  for (let t = 0; t < n; t++) covariance += (t + 1 - (n + 1) / 2) * ((adjusted[t] ?? 0) - mean);
  const slope = trend === 'N' || n < 2 ? 0 : covariance / ((n * (n * n - 1)) / 12);
  parameters[place.level] = mean - (slope * (n + 1)) / 2;
  parameters[place.slope] = slope;
}
