import type { Orders } from './orders.js';

/** The 5 % point of the test's statistic (Kwiatkowski, Phillips, Schmidt & Shin 1992, table 1). */
const critical = 0.463;

/** `values[t] - values[t - lag]`, `lag` numbers fewer. */
export function difference(values: Float64Array, lag: number): Float64Array {
  const out = new Float64Array(Math.max(0, values.length - lag));
  for (let t = 0; t < out.length; t++) out[t] = (values[t + lag] ?? 0) - (values[t] ?? 0);
  return out;
}

/** The differenced series of a model, (1 - B)^d (1 - B^m)^D of the values; the values themselves when d = D = 0. */
export function differenced(values: Float64Array, { d, D, m }: Orders): Float64Array {
  let w = values;
  for (let i = 0; i < D; i++) w = difference(w, m);
  for (let i = 0; i < d; i++) w = difference(w, 1);
  return w;
}

/**
 * Whether the values differ from the first one by no more than rounding: in the mean by 1.5e-8 of their own level, as R's
 * all.equal, or by `noise`, which differences of larger numbers leave.
 */
export function isConstant(values: Float64Array, noise = 0): boolean {
  const first = values[0] ?? 0;
  let distance = 0;
  let level = 0;
  for (let t = 0; t < values.length; t++) {
    const value = values[t] ?? 0;
    if (value === first) continue;
    distance += Math.abs(value - first);
    level += Math.abs(value);
  }
  return distance <= 1.5e-8 * level || distance <= noise * values.length;
}

/** What rounding may leave of differences of these values: some units in the last place of the largest. */
export function roundingNoise(values: Float64Array): number {
  let largest = 0;
  for (let t = 0; t < values.length; t++) largest = Math.max(largest, Math.abs(values[t] ?? 0));
  return largest * 16 * Number.EPSILON;
}

/**
 * How many first differences make the series level-stationary: as many as a KPSS test at 5 % refuses, at most 2
 * (Hyndman & Khandakar 2008, section 3.1).
 */
export function firstDifferences(values: Float64Array, noise = 0): number {
  let current = values;
  let differences = 0;
  while (differences < 2 && !isConstant(current, noise) && kpss(current) > critical) {
    differences++;
    current = difference(current, 1);
  }
  return differences;
}

/**
 * The statistic of Kwiatkowski, Phillips, Schmidt & Shin (1992) against a unit root in a series with a level:
 * squares of partial sums over the long-run variance, with Bartlett weights up to trunc(3 sqrt(n) / 13) lags.
 */
export function kpss(values: Float64Array): number {
  const n = values.length;
  let mean = 0;
  for (let t = 0; t < n; t++) mean += values[t] ?? 0;
  mean /= n;
  const residuals = new Float64Array(n);
  let partial = 0;
  let sums = 0;
  let variance = 0;
  for (let t = 0; t < n; t++) {
    const residual = (values[t] ?? 0) - mean;
    residuals[t] = residual;
    partial += residual;
    sums += partial * partial;
    variance += residual * residual;
  }
  const lags = Math.trunc((3 * Math.sqrt(n)) / 13);
  for (let lag = 1; lag <= lags; lag++) {
    let covariance = 0;
    for (let t = lag; t < n; t++) covariance += (residuals[t] ?? 0) * (residuals[t - lag] ?? 0);
    variance += 2 * (1 - lag / (lags + 1)) * covariance;
  }
  return sums / n / variance;
}
