import { Stl } from './stl.js';

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
 * Bergmeir 2021, "MSTL", algorithm 1), with the windows of R `forecast::mstl`.
 * @param values finite numbers, more than two of the longest period.
 * @param periods points in each season, ascending, at least one, each at least 2.
 */
export function mstl(values: Float64Array, periods: readonly number[]): MultipleDecomposition {
  const n = values.length;
  const trend = new Float64Array(n);
  const remainder = values.slice();
  const seasonals = periods.map(() => new Float64Array(n));
  const smoothers = periods.map((period, i) => new Stl(n, period, 7 + 4 * (i + 1)));
  const iterations = periods.length > 1 ? 2 : 1;
  for (let iteration = 0; iteration < iterations; iteration++) {
    seasonals.forEach((seasonal, i) => {
      if (iteration > 0) add(remainder, seasonal, 1);
      smoothers[i]?.decompose(remainder, seasonal, trend);
      add(remainder, seasonal, -1);
    });
  }
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

function add(to: Float64Array, what: Float64Array, sign: 1 | -1): void {
  for (let t = 0; t < to.length; t++) to[t] = (to[t] ?? 0) + sign * (what[t] ?? 0);
}
