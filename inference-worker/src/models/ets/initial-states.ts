import { type Form, place } from './form.js';
import type { Sample } from './likelihood.js';
import { leastSquares } from './least-squares.js';

/** Seasonal factors start no lower. */
const smallestFactor = 0.01;

/** A start for the season's states and the values without them. */
export interface SeasonalStart {
  /** One season, beginning with the sample's first value. */
  seasonal: Float64Array;
  /** The sample's values, seasonally adjusted. */
  adjusted: Float64Array;
}

/** Of a classical decomposition (Hyndman et al. 2008, section 5.2), with less than three seasons of a sine wave around a line. */
export function startSeason(season: Form['season'], sample: Sample): SeasonalStart {
  const { values, start, n, period } = sample;
  const adjusted = values.slice(start, start + n);
  const seasonal = new Float64Array(period);
  if (season === 'N') return { seasonal, adjusted };
  const trend = n < 3 * period ? lineWithWave(adjusted, period) : movingAverage(adjusted, period);
  if (trend.wave) {
    for (let k = 0; k < period; k++) seasonal[k] = trend.wave[k] ?? 0;
  } else averageOverSeasons(season, adjusted, trend.values, seasonal);
  if (season === 'M' && trend.wave) for (let k = 0; k < period; k++) seasonal[k] = 1 + (seasonal[k] ?? 0) / trend.mean;
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

function averageOverSeasons(
  season: Form['season'],
  values: Float64Array,
  trend: Float64Array,
  seasonal: Float64Array,
): void {
  const period = seasonal.length;
  const half = period >> 1;
  const counts = new Float64Array(period);
  for (let t = half; t < values.length - half; t++) {
    const k = t % period;
    const value = values[t] ?? 0;
    const level = trend[t] ?? 0;
    seasonal[k] = (seasonal[k] ?? 0) + (season === 'A' ? value - level : value / level);
    counts[k] = (counts[k] ?? 0) + 1;
  }
  for (let k = 0; k < period; k++) seasonal[k] = (seasonal[k] ?? 0) / (counts[k] ?? 1);
}

interface Trend {
  values: Float64Array;
  mean: number;
  wave: Float64Array | null;
}

/** The centred average over one season; half a season at both ends is left 0. */
function movingAverage(values: Float64Array, period: number): Trend {
  const n = values.length;
  const half = period >> 1;
  const even = period % 2 === 0;
  const trend = new Float64Array(n);
  for (let t = half; t < n - half; t++) {
    let sum = 0;
    for (let k = -half; k <= half; k++) sum += values[t + k] ?? 0;
    if (even) sum -= ((values[t - half] ?? 0) + (values[t + half] ?? 0)) / 2;
    trend[t] = sum / period;
  }
  return { values: trend, mean: 0, wave: null };
}

function lineWithWave(values: Float64Array, period: number): Trend {
  const n = values.length;
  const columns = period === 2 ? 3 : 4;
  const rows = new Float64Array(n * columns);
  const middle = (n - 1) / 2;
  const angle = (2 * Math.PI) / period;
  let mean = 0;
  for (let t = 0; t < n; t++) {
    rows[t * columns] = 1;
    rows[t * columns + 1] = (t - middle) / n;
    rows[t * columns + 2] = Math.cos(angle * t);
    if (columns > 3) rows[t * columns + 3] = Math.sin(angle * t);
    mean += (values[t] ?? 0) / n;
  }
  const [, , cosine = 0, sine = 0] = leastSquares(rows, columns, values) ?? [];
  const wave = new Float64Array(period);
  for (let k = 0; k < period; k++) wave[k] = cosine * Math.cos(angle * k) + sine * Math.sin(angle * k);
  return { values: wave, mean, wave };
}

/** Level and slope before the first value: the line through the first ten values (two seasons), or their mean without a trend. */
export function startLevel(trend: Form['trend'], { adjusted, seasonal }: SeasonalStart, parameters: Float64Array): void {
  const n = Math.min(Math.max(10, 2 * seasonal.length), adjusted.length);
  let mean = 0;
  for (let t = 0; t < n; t++) mean += (adjusted[t] ?? 0) / n;
  let covariance = 0;
  for (let t = 0; t < n; t++) covariance += (t + 1 - (n + 1) / 2) * ((adjusted[t] ?? 0) - mean);
  const slope = trend === 'N' ? 0 : covariance / ((n * (n * n - 1)) / 12);
  parameters[place.level] = mean - (slope * (n + 1)) / 2;
  if (trend === 'N') parameters[place.level] = mean;
  parameters[place.slope] = slope;
}
