import type { PointForecast } from '../model.js';
import { difference } from './differencing.js';
import type { Estimate } from './estimate.js';
import { InnovationsFilter, psiWeights } from './innovations-filter.js';
import { LagPolynomial } from './lag-polynomial.js';
import type { Orders } from './orders.js';

/** The differenced series of a model: (1 - B)^d (1 - B^m)^D of the values. */
export function differenced(values: Float64Array, { d, D, m }: Orders): Float64Array {
  let w = values;
  for (let i = 0; i < D; i++) w = difference(w, m);
  for (let i = 0; i < d; i++) w = difference(w, 1);
  return w;
}

/**
 * Continues `values` by a fitted model: the expectation given the exact finite past, and standard deviations from the
 * psi weights (Brockwell & Davis 1991, eq. 5.3.20 and section 9.5). Values too few to be differenced are continued by
 * the last one, or the last season.
 */
export function predict(
  values: Float64Array,
  { orders, coefficients, mean, variance }: Estimate,
  horizon: number,
): PointForecast {
  const n = values.length;
  const filter = new InnovationsFilter(Math.max(0, n));
  filter.prepare(orders, coefficients);
  const { ar, ma, state } = filter;
  const w = differenced(values, orders).map((change) => change - mean);
  filter.run(w, w.length, false);
  const lags = differenceCoefficients(orders);
  const path = new Float64Array(n + horizon);
  path.set(values);
  const size = Math.max(ar.degree, ma.degree);
  for (let step = 0; step < horizon; step++) {
    const predicted = state[0] ?? 0;
    for (let i = 0; i < size; i++) state[i] = (ar.dense[i + 1] ?? 0) * predicted + (state[i + 1] ?? 0);
    path[n + step] = extend(path, n + step, lags, predicted + mean, orders);
  }
  return { values: path.slice(n), sd: standardDeviations(ar, ma, lags, variance, horizon) };
}

/** The value at index `t` whose difference is `change`. */
function extend(path: Float64Array, t: number, lags: Float64Array, change: number, { m, D }: Orders): number {
  if (t < lags.length - 1) return path[D > 0 && t >= m ? t - m : t - 1] ?? 0;
  let value = change;
  for (let j = 1; j < lags.length; j++) {
    const coefficient = lags[j] ?? 0;
    if (coefficient !== 0) value -= coefficient * (path[t - j] ?? 0);
  }
  return value;
}

/** Of (1 - B)^d (1 - B^m)^D, by lag from 0. */
function differenceCoefficients({ d, D, m }: Orders): Float64Array {
  const out = new Float64Array(d + D * m + 1);
  out[0] = 1;
  const multiply = (lag: number) => {
    for (let j = out.length - 1; j >= lag; j--) out[j] = (out[j] ?? 0) - (out[j - lag] ?? 0);
  };
  for (let i = 0; i < D; i++) multiply(m);
  for (let i = 0; i < d; i++) multiply(1);
  return out;
}

function standardDeviations(
  ar: LagPolynomial,
  ma: LagPolynomial,
  lags: Float64Array,
  variance: number,
  horizon: number,
): Float64Array {
  const psi = new Float64Array(horizon);
  psiWeights(ar, ma, horizon, psi);
  let sum = 0;
  const sd = new Float64Array(horizon);
  for (let j = 0; j < horizon; j++) {
    let weight = psi[j] ?? 0;
    for (let i = 1; i < lags.length && i <= j; i++) {
      const coefficient = lags[i] ?? 0;
      if (coefficient !== 0) weight -= coefficient * (psi[j - i] ?? 0);
    }
    psi[j] = weight;
    sum += weight * weight;
    sd[j] = Math.sqrt(variance * sum);
  }
  return sd;
}
