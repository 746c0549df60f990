import { autocovariances } from './autocovariance.js';
import { fillAutoregressive, fillMovingAverage, LagPolynomial, maxLag } from './lag-polynomial.js';
import type { Orders } from './orders.js';

/** From where on the variance of one-step predictions counts as settled: the filter's gains no longer change. */
const settled = 1 + 1e-10;
/** The variance of the process, in those of its innovations, from which on rounding would tell in the differences. */
const varianceMost = 1e9;

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
  /**
   * Four numbers a cell, side by side as they are used: the gain, the change of the covariance, the state, and the
   * state of the series of ones. The state at cell i is what is known of the value i + 1 steps ahead beyond what the
   * ones between will tell.
   */
  private readonly cells = new Float64Array(4 * (maxLag + 2));
  private readonly covariances = new Float64Array(maxLag + 2);
  private readonly psi = new Float64Array(maxLag + 2);
  private variance = 1;

  /** @param capacity Of the longest series that will be filtered. */
  constructor(capacity: number) {
    this.errors = new Float64Array(capacity);
    this.unitErrors = new Float64Array(capacity);
  }

  /** @returns False when the autoregression is not stationary, or too near to that for the numbers. */
  prepare(orders: Orders, coefficients: Float64Array): boolean {
    fillAutoregressive(this.ar, orders, coefficients);
    fillMovingAverage(this.ma, orders, coefficients);
    const { ar, ma, psi, covariances, cells } = this;
    const size = Math.max(ar.degree, ma.degree);
    if (!autocovariances(ar, ma, Math.max(0, ar.degree - 1), covariances)) return false;
    psiWeights(ar, ma, ma.degree, psi);
    for (let i = 0; i <= size; i++) cells[4 * i] = 0;
    addProducts(ar, covariances, cells);
    addProducts(ma, psi, cells);
    this.variance = ar.degree > 0 ? (covariances[0] ?? 1) : movingAverageVariance(ma);
    return this.variance < varianceMost;
  }

  /** Filters the first `n` numbers of `w`; with `unit` a series of ones beside it. Call `prepare` first. */
  run(w: Float64Array, n: number, unit: boolean) {
    const { cells, errors, unitErrors } = this;
    const { lags, coefficients, terms } = this.ar;
    const size = Math.max(this.ar.degree, this.ma.degree);
    for (let i = 0; i <= size; i++) {
      cells[4 * i + 1] = cells[4 * i] ?? 0;
      cells[4 * i + 2] = 0;
      cells[4 * i + 3] = 0;
    }
    let variance = this.variance;
    const ratio = -1 / (variance * variance);
    let determinant = 1;
    this.logDeterminant = 0;
    let t = 0;
    for (; t < n && (variance > settled || t < size); t++) {
      const predicted = cells[2] ?? 0;
      const unitPredicted = cells[3] ?? 0;
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
      const head = cells[1] ?? 0;
      const step = ratio * variance * head;
      // Not below 1, which it only approaches, whatever rounding does.
      const next = Math.max(1, variance + step * head);
      const scale = head / next;
      const share = error * inverse;
      const unitShare = unitError * inverse;
      for (let term = 0; term < terms; term++) {
        const at = 4 * (lags[term] ?? 0);
        const coefficient = coefficients[term] ?? 0;
        cells[at + 1] = (cells[at + 1] ?? 0) + coefficient * head;
        cells[at + 2] = (cells[at + 2] ?? 0) + coefficient * predicted;
        cells[at + 3] = (cells[at + 3] ?? 0) + coefficient * unitPredicted;
      }
      const end = 4 * size;
      for (let at = 0; at < end; at += 4) {
        const current = cells[at] ?? 0;
        const shifted = cells[at + 5] ?? 0;
        const renewed = current + step * shifted;
        cells[at] = renewed;
        cells[at + 1] = shifted - renewed * scale;
        cells[at + 2] = (cells[at + 6] ?? 0) + current * share;
        if (unit) cells[at + 3] = (cells[at + 7] ?? 0) + current * unitShare;
      }
      cells[end + 1] = 0;
      cells[end + 2] = 0;
      cells[end + 3] = 0;
      variance = next;
    }
    this.logDeterminant += Math.log(determinant);
    if (t < n) this.runSettled(w, t, n, unit);
  }

  /** The expectation of the value after those that were filtered; then of the one after that, and so on. */
  next(): number {
    const { cells } = this;
    const { dense } = this.ar;
    const size = Math.max(this.ar.degree, this.ma.degree);
    const predicted = size > 0 ? (cells[2] ?? 0) : 0;
    for (let i = 0; i < size; i++) cells[4 * i + 2] = (dense[i + 1] ?? 0) * predicted + (cells[4 * i + 6] ?? 0);
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
    const { ar, ma, errors, cells } = this;
    const size = Math.max(ar.degree, ma.degree);
    for (let i = 0; i < size; i++) {
      let known = 0;
      for (let j = i + 1; j <= size; j++) {
        const at = n + i - j;
        known += (ar.dense[j] ?? 0) * (w[at] ?? 0) + (ma.dense[j] ?? 0) * (errors[at] ?? 0);
      }
      cells[4 * i + 2] = known;
    }
  }
}

/** What a polynomial's terms tell of the steps ahead, from the covariances with what they lag: to the gains. */
function addProducts({ lags, coefficients, terms }: LagPolynomial, covariances: Float64Array, cells: Float64Array) {
  for (let term = 0; term < terms; term++) {
    const lag = lags[term] ?? 0;
    const coefficient = coefficients[term] ?? 0;
    for (let i = 0; i < lag; i++) cells[4 * i] = (cells[4 * i] ?? 0) + coefficient * (covariances[lag - i - 1] ?? 0);
  }
}

function movingAverageVariance({ coefficients, terms }: LagPolynomial): number {
  let variance = 1;
  for (let i = 0; i < terms; i++) variance += (coefficients[i] ?? 0) ** 2;
  return variance;
}

/** The weights psi[0..count-1] of past innovations in the process (Brockwell & Davis 1991, section 3.3). */
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
