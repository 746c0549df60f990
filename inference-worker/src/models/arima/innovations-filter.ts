import { autocovariances } from './autocovariance.js';
import { fillAutoregressive, fillMovingAverage, LagPolynomial, maxLag } from './lag-polynomial.js';
import type { Orders } from './orders.js';

/** From where on the variance of one-step predictions counts as settled: the filter's gains no longer change. */
const settled = 1 + 1e-10;

/**
 * One-step predictions of an ARMA process from its exact finite past: the Kalman filter in the form of Pearlman (1980),
 * "An algorithm for the exact likelihood of a high-order ARMA process", whose covariance is carried as the one vector
 * by which it changes (Morf, Sidhu & Kailath 1974; Melard 1984, AS 197).
 */
export class InnovationsFilter {
  readonly ar = new LagPolynomial();
  readonly ma = new LagPolynomial();
  /** Prediction errors divided by the standard deviation of each, in units of the innovations' own. */
  readonly errors: Float64Array;
  /** The same of a series of ones: what a mean of 1 would add to the errors. */
  readonly unitErrors: Float64Array;
  /** The sum of the logarithms of the variances of the prediction errors. */
  logDeterminant = 0;
  /** At index i what is known of the value i + 1 steps ahead beyond what the ones between will tell. */
  private readonly state = new Float64Array(maxLag + 2);
  private readonly unitState = new Float64Array(maxLag + 2);
  private readonly gain = new Float64Array(maxLag + 2);
  private readonly change = new Float64Array(maxLag + 2);
  private readonly covariances = new Float64Array(maxLag + 2);
  private readonly psi = new Float64Array(maxLag + 2);
  private variance = 1;

  /** @param capacity Of the longest series that will be filtered. */
  constructor(capacity: number) {
    this.errors = new Float64Array(capacity);
    this.unitErrors = new Float64Array(capacity);
  }

  /** @returns False when the autoregression is not stationary. */
  prepare(orders: Orders, coefficients: Float64Array): boolean {
    fillAutoregressive(this.ar, orders, coefficients);
    fillMovingAverage(this.ma, orders, coefficients);
    const { ar, ma, psi, covariances, gain } = this;
    const size = Math.max(ar.degree, ma.degree);
    if (!autocovariances(ar, ma, Math.max(0, ar.degree - 1), covariances)) return false;
    psiWeights(ar, ma, ma.degree, psi);
    for (let i = 0; i <= size; i++) gain[i] = 0;
    for (let term = 0; term < ar.terms; term++) {
      const lag = ar.lags[term] ?? 0;
      const coefficient = ar.coefficients[term] ?? 0;
      for (let i = 1; i <= lag; i++) gain[i - 1] = (gain[i - 1] ?? 0) + coefficient * (covariances[lag - i] ?? 0);
    }
    for (let term = 0; term < ma.terms; term++) {
      const lag = ma.lags[term] ?? 0;
      const coefficient = ma.coefficients[term] ?? 0;
      for (let i = 1; i <= lag; i++) gain[i - 1] = (gain[i - 1] ?? 0) + coefficient * (psi[lag - i] ?? 0);
    }
    this.variance = ar.degree > 0 ? (covariances[0] ?? 1) : movingAverageVariance(ma);
    return Number.isFinite(this.variance);
  }

  /** Filters the first `n` numbers of `w`; with `unit` a series of ones beside it. Call `prepare` first. */
  run(w: Float64Array, n: number, unit: boolean) {
    const { state, unitState, gain, change, errors, unitErrors } = this;
    const phi = this.ar.dense;
    const size = Math.max(this.ar.degree, this.ma.degree);
    for (let i = 0; i <= size; i++) {
      state[i] = 0;
      unitState[i] = 0;
      change[i] = gain[i] ?? 0;
    }
    let variance = this.variance;
    const ratio = -1 / (variance * variance);
    let determinant = 1;
    this.logDeterminant = 0;
    let t = 0;
    for (; t < n && (variance > settled || t < size); t++) {
      const predicted = state[0] ?? 0;
      const unitPredicted = unitState[0] ?? 0;
      const root = 1 / Math.sqrt(variance);
      const error = (w[t] ?? 0) - predicted;
      const unitError = 1 - unitPredicted;
      errors[t] = error * root;
      unitErrors[t] = unitError * root;
      determinant *= variance;
      if (determinant > 1e200) {
        this.logDeterminant += Math.log(determinant);
        determinant = 1;
      }
      const inverse = root * root;
      const head = change[0] ?? 0;
      const step = ratio * variance * head;
      // Not below 1, which it only approaches, whatever rounding does.
      const next = Math.max(1, variance + step * head);
      const scale = head / next;
      const share = error * inverse;
      const unitShare = unitError * inverse;
      for (let i = 0; i < size; i++) {
        const coefficient = phi[i + 1] ?? 0;
        const current = gain[i] ?? 0;
        state[i] = coefficient * predicted + (state[i + 1] ?? 0) + current * share;
        if (unit) unitState[i] = coefficient * unitPredicted + (unitState[i + 1] ?? 0) + current * unitShare;
        const shifted = coefficient * head + (change[i + 1] ?? 0);
        const renewed = current + step * shifted;
        gain[i] = renewed;
        change[i] = shifted - renewed * scale;
      }
      variance = next;
    }
    this.logDeterminant += Math.log(determinant);
    if (t < n) this.runSettled(w, t, n, unit);
  }

  /** The expectation of the value after those that were filtered; then of the one after that, and so on. */
  next(): number {
    const { state } = this;
    const phi = this.ar.dense;
    const size = Math.max(this.ar.degree, this.ma.degree);
    const predicted = size > 0 ? (state[0] ?? 0) : 0;
    for (let i = 0; i < size; i++) state[i] = (phi[i + 1] ?? 0) * predicted + (state[i + 1] ?? 0);
    return predicted;
  }

  /** From `start` on with constant gains: the ARMA equation itself over the few lags that count. */
  private runSettled(w: Float64Array, start: number, n: number, unit: boolean) {
    const { ar, ma, errors, unitErrors } = this;
    const arTerms = ar.terms;
    const maTerms = ma.terms;
    let level = 1;
    for (let i = 0; i < arTerms; i++) level -= ar.coefficients[i] ?? 0;
    for (let t = start; t < n; t++) {
      let error = w[t] ?? 0;
      for (let i = 0; i < arTerms; i++) error -= (ar.coefficients[i] ?? 0) * (w[t - (ar.lags[i] ?? 0)] ?? 0);
      for (let i = 0; i < maTerms; i++) error -= (ma.coefficients[i] ?? 0) * (errors[t - (ma.lags[i] ?? 0)] ?? 0);
      errors[t] = error;
      if (!unit) continue;
      let unitError = level;
      for (let i = 0; i < maTerms; i++) {
        unitError -= (ma.coefficients[i] ?? 0) * (unitErrors[t - (ma.lags[i] ?? 0)] ?? 0);
      }
      unitErrors[t] = unitError;
    }
    this.settleState(w, n);
  }

  private settleState(w: Float64Array, n: number) {
    const { ar, ma, errors, state } = this;
    const size = Math.max(ar.degree, ma.degree);
    for (let i = 0; i < size; i++) {
      let known = 0;
      for (let j = i + 1; j <= size; j++) {
        const at = n + i - j;
        known += (ar.dense[j] ?? 0) * (w[at] ?? 0) + (ma.dense[j] ?? 0) * (errors[at] ?? 0);
      }
      state[i] = known;
    }
  }
}

function movingAverageVariance({ coefficients, terms }: LagPolynomial): number {
  let variance = 1;
  for (let i = 0; i < terms; i++) variance += (coefficients[i] ?? 0) ** 2;
  return variance;
}

/** The weights psi[0..count-1] of past innovations in the process (Brockwell & Davis 1991, eq. 3.3.3). */
export function psiWeights(ar: LagPolynomial, ma: LagPolynomial, count: number, out: Float64Array) {
  for (let j = 0; j < count; j++) {
    let weight = j === 0 ? 1 : j <= ma.degree ? (ma.dense[j] ?? 0) : 0;
    for (let i = 0; i < ar.terms; i++) {
      const lag = ar.lags[i] ?? 0;
      if (lag <= j) weight += (ar.coefficients[i] ?? 0) * (out[j - lag] ?? 0);
    }
    out[j] = weight;
  }
}
