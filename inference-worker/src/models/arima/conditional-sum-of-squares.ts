import { fillAutoregressive, fillMovingAverage, isAdmissible, LagPolynomial, maxLag } from './lag-polynomial.js';
import type { LeastSquares } from './levenberg-marquardt.js';
import { coefficientCount, mostCoefficients, type Orders } from './orders.js';

/** Zeros before the first value, so that no lag needs a test. */
const pad = maxLag + 1;

/**
 * The sum of squares of an ARMA process's innovations, given that all was at its mean before the first value (Box &
 * Jenkins 1970, section 7.1.2), with the recursive derivatives of section 7.2: those by coefficients of one
 * polynomial are shifts of a single series. A tenth of the cost of the exact likelihood: for starting values.
 */
export class ConditionalSumOfSquares implements LeastSquares {
  private orders: Orders | null = null;
  private readonly ar = new LagPolynomial();
  private readonly ma = new LagPolynomial();
  private readonly n: number;
  private readonly w: Float64Array;
  private accepted: Float64Array;
  private latest: Float64Array;
  /** The innovations filtered by one over each polynomial: phi, theta, Phi, Theta. */
  private readonly filtered: Float64Array[];
  private readonly seriesOf = new Int32Array(mostCoefficients);
  private readonly lagOf = new Int32Array(mostCoefficients);

  /** @param n The length of the differenced series. */
  constructor(n: number) {
    this.n = n;
    const buffer = () => new Float64Array(pad + n);
    this.w = buffer();
    this.accepted = buffer();
    this.latest = buffer();
    this.filtered = [buffer(), buffer(), buffer(), buffer()];
  }

  /** Turns to a model of other orders. @param w The differenced series about its mean; not changed. */
  begin(orders: Orders, w: Float64Array) {
    this.w.set(w, pad);
    this.orders = orders;
    const { p, q, P, Q, m } = orders;
    let at = 0;
    const describe = (series: number, order: number, season: number) => {
      for (let j = 1; j <= order; j++) {
        this.seriesOf[at] = series;
        this.lagOf[at++] = j * season;
      }
    };
    describe(0, p, 1);
    describe(1, q, 1);
    describe(2, P, m);
    describe(3, Q, m);
  }

  cost(coefficients: Float64Array): number {
    const { orders, ar, ma, w, latest, n } = this;
    if (!orders || !isAdmissible(orders, coefficients, 1)) return Number.POSITIVE_INFINITY;
    fillAutoregressive(ar, orders, coefficients);
    fillMovingAverage(ma, orders, coefficients);
    const arTerms = ar.terms;
    const maTerms = ma.terms;
    let sum = 0;
    for (let t = pad; t < pad + n; t++) {
      let error = w[t] ?? 0;
      for (let i = 0; i < arTerms; i++) error -= (ar.coefficients[i] ?? 0) * (w[t - (ar.lags[i] ?? 0)] ?? 0);
      for (let i = 0; i < maTerms; i++) error -= (ma.coefficients[i] ?? 0) * (latest[t - (ma.lags[i] ?? 0)] ?? 0);
      latest[t] = error;
      sum += error * error;
    }
    const cost = n * Math.log(Math.max(sum, Number.MIN_VALUE));
    return Number.isFinite(cost) ? cost : Number.POSITIVE_INFINITY;
  }

  accept() {
    const { accepted } = this;
    this.accepted = this.latest;
    this.latest = accepted;
    return true;
  }

  linearise(coefficients: Float64Array, square: Float64Array, slope: Float64Array) {
    const { orders, n, accepted, filtered, seriesOf, lagOf } = this;
    if (!orders) return;
    const { p, q, P, Q, m } = orders;
    this.divide(0, coefficients, 0, p, 1, 1);
    this.divide(1, coefficients, p, q, 1, -1);
    this.divide(2, coefficients, p + q, P, m, 1);
    this.divide(3, coefficients, p + q + P, Q, m, -1);
    let meanSquare = 0;
    for (let t = pad; t < pad + n; t++) meanSquare += (accepted[t] ?? 0) ** 2;
    meanSquare /= n;
    const count = coefficientCount(orders);
    for (let i = 0; i < count; i++) {
      const first = filtered[seriesOf[i] ?? 0];
      const firstLag = lagOf[i] ?? 0;
      if (!first) return;
      slope[i] = product(first, firstLag, accepted, 0, n) / meanSquare;
      for (let j = 0; j <= i; j++) {
        const second = filtered[seriesOf[j] ?? 0];
        if (!second) return;
        const sum = product(first, firstLag, second, lagOf[j] ?? 0, n) / meanSquare;
        square[i * count + j] = sum;
        square[j * count + i] = sum;
      }
    }
  }

  /** @param sign 1 for an autoregressive polynomial, -1 for a moving average. */
  private divide(series: number, values: Float64Array, start: number, order: number, season: number, sign: number) {
    const out = this.filtered[series];
    if (!out || order === 0) return;
    const { accepted, n } = this;
    for (let t = pad; t < pad + n; t++) {
      let value = accepted[t] ?? 0;
      for (let j = 1; j <= order; j++) value += sign * (values[start + j - 1] ?? 0) * (out[t - j * season] ?? 0);
      out[t] = value;
    }
  }
}

function product(a: Float64Array, aLag: number, b: Float64Array, bLag: number, n: number): number {
  let sum = 0;
  for (let t = pad; t < pad + n; t++) sum += (a[t - aLag] ?? 0) * (b[t - bLag] ?? 0);
  return sum;
}
