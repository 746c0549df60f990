import { Loess } from './loess.js';
import { Stl } from './stl.js';

export interface MstlOptions {
  /** Rounds over all seasons: 2 by default, 1 when there is a single season. */
  iterations?: number;
  /** Of each season, in seasons; by default 7 + 4 i for the i-th, counted from 1. */
  seasonalWindows?: readonly (number | 'periodic')[];
  /** Rounds of the outer loop of each STL, which gives outliers less weight: 0 by default. */
  robustRounds?: number;
}

/** `values[t] = trend[t] + seasonals[0][t] + ... + remainder[t]`. */
export interface MultipleDecomposition {
  trend: Float64Array;
  /** One for each period, in their order. */
  seasonals: Float64Array[];
  remainder: Float64Array;
  /** Of each period: the variance of the error that noise leaves in each value of the last season. */
  errorVariances: number[];
}

/**
 * Decomposition by several seasons: STL of each in turn on the values without the others (Bandara, Hyndman &
 * Bergmeir 2021, "MSTL", algorithm 1), with the windows of R `forecast::mstl`. Without a season, the trend is a loess over a third of the values.
 * @param values finite numbers, more than two of the longest period.
 * @param periods points in each season, ascending, each at least 2.
 */
export function mstl(
  values: Float64Array,
  periods: readonly number[],
  options: MstlOptions = {},
): MultipleDecomposition {
  const n = values.length;
  const trend = new Float64Array(n);
  const remainder = values.slice();
  const seasonals = periods.map(() => new Float64Array(n));
  const smoothers = periods.map((period, i) => {
    const seasonalWindow = options.seasonalWindows?.[i] ?? 7 + 4 * (i + 1);
    return new Stl(n, period, { seasonalWindow, robustRounds: options.robustRounds ?? 0 });
  });
  const iterations = options.iterations ?? (periods.length > 1 ? 2 : 1);
  for (let iteration = 0; iteration < iterations; iteration++) {
    seasonals.forEach((seasonal, i) => {
      if (iteration > 0) add(remainder, seasonal, 1);
      smoothers[i]?.decompose(remainder, seasonal, trend);
      add(remainder, seasonal, -1);
    });
  }
  if (periods.length === 0) smoothOver(values, trend);
  add(remainder, trend, -1);
  return { trend, seasonals, remainder, errorVariances: errorVariances(smoothers, remainder) };
}

function errorVariances(smoothers: readonly Stl[], remainder: Float64Array): number[] {
  let squares = 0;
  for (const rest of remainder) squares += rest * rest;
  const noise = smoothers.map((smoother) => smoother.noise());
  const share = noise.reduce((product, { remainder: kept }) => product * kept, 1);
  // Smoothers that follow every value can't tell what is noise.
  if (share < 1e-6) return noise.map(() => 0);
  return noise.map(({ last }) => (last * squares) / (remainder.length * share));
}

function smoothOver(values: Float64Array, trend: Float64Array): void {
  const window = 2 * Math.floor(values.length / 6) + 1;
  new Loess(values.length, Math.max(3, window), 1, Math.ceil(window / 10)).smooth(values, null, trend);
}

function add(to: Float64Array, what: Float64Array, sign: 1 | -1): void {
  for (let t = 0; t < to.length; t++) to[t] = (to[t] ?? 0) + sign * (what[t] ?? 0);
}
