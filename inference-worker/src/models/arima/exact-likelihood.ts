import { InnovationsFilter } from './innovations-filter.js';
import { isAdmissible } from './lag-polynomial.js';
import type { LeastSquares } from './levenberg-marquardt.js';
import { coefficientCount, mostCoefficients, type Orders } from './orders.js';

/** Steps of the numerical derivatives, for coefficients of the order of 1. */
const increment = 1e-6;

/** Roots nearer to the unit circle are refused, as by R's auto.arima: such a model is over-differenced or not identified. */
const leastRoot = 1.01;
/** As many steps in a row to such models, and the search for the maximum ends: it lies there. */
const refusalsMost = 2;

/**
 * The exact Gaussian likelihood of a stationary ARMA process as a sum of squares: prediction errors in units of their
 * standard deviations, times the 2n-th root of the product of the variances (Ansley 1979, "An algorithm for the exact
 * likelihood of a mixed autoregressive-moving average process"). The mean is the generalised least-squares
 * estimate for the coefficients at hand.
 */
export class ExactLikelihood implements LeastSquares {
  /** Of the accepted coefficients. */
  mean = 0;
  /** Of the accepted coefficients: of the errors in units of their standard deviations, innovations having variance 1. */
  sumOfSquares = 0;
  /** Accepted coefficients in a row that are not acceptable. */
  private refused = 0;
  private orders: Orders | null = null;
  private readonly filter: InnovationsFilter;
  private readonly n: number;
  private accepted: Float64Array;
  private latest: Float64Array;
  private latestMean = 0;
  private latestSum = 0;
  private jacobian = new Float64Array(0);
  private readonly moved = new Float64Array(mostCoefficients);
  private w: Float64Array;

  /** @param n The length of the differenced series. */
  constructor(n: number) {
    this.n = n;
    this.w = new Float64Array(n);
    this.filter = new InnovationsFilter(n);
    this.accepted = new Float64Array(n);
    this.latest = new Float64Array(n);
  }

  /** Whether the accepted coefficients are far enough from the unit circle. */
  get isAcceptable(): boolean {
    return this.refused === 0;
  }

  /** Turns to a model of other orders. @param w The differenced series; kept, not changed. */
  begin(orders: Orders, w: Float64Array) {
    this.w = w;
    this.orders = orders;
    this.refused = 0;
  }

  /** n log(sum of squares) + log of the determinant: -2 log likelihood but for terms in n alone. */
  cost(coefficients: Float64Array): number {
    const { orders, filter, n, latest } = this;
    if (!orders || !isAdmissible(orders, coefficients, 1)) return Number.POSITIVE_INFINITY;
    if (!filter.prepare(orders, coefficients)) return Number.POSITIVE_INFINITY;
    filter.run(this.w, n, orders.constant);
    const { errors, unitErrors } = filter;
    let mean = 0;
    if (orders.constant) {
      let products = 0;
      let squares = 0;
      for (let t = 0; t < n; t++) {
        const unit = unitErrors[t] ?? 0;
        products += unit * (errors[t] ?? 0);
        squares += unit * unit;
      }
      mean = squares > 0 ? products / squares : 0;
    }
    const scale = Math.exp(filter.logDeterminant / (2 * n));
    let sum = 0;
    for (let t = 0; t < n; t++) {
      const error = (errors[t] ?? 0) - mean * (unitErrors[t] ?? 0);
      sum += error * error;
      latest[t] = error * scale;
    }
    this.latestMean = mean;
    this.latestSum = sum;
    const cost = n * Math.log(Math.max(sum, Number.MIN_VALUE)) + filter.logDeterminant;
    return Number.isFinite(cost) ? cost : Number.POSITIVE_INFINITY;
  }

  accept(coefficients: Float64Array): boolean {
    const { accepted, orders } = this;
    this.accepted = this.latest;
    this.latest = accepted;
    this.mean = this.latestMean;
    this.sumOfSquares = this.latestSum;
    if (!orders) return false;
    this.refused = isAdmissible(orders, coefficients, leastRoot) ? 0 : this.refused + 1;
    return this.refused < refusalsMost;
  }

  linearise(coefficients: Float64Array, square: Float64Array, slope: Float64Array) {
    const { orders, n, accepted, moved } = this;
    if (!orders) return;
    const count = coefficientCount(orders);
    if (this.jacobian.length < n * count) this.jacobian = new Float64Array(n * Math.max(4, count));
    const { jacobian } = this;
    let meanSquare = 0;
    for (let t = 0; t < n; t++) meanSquare += (accepted[t] ?? 0) ** 2;
    meanSquare /= n;
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) moved[j] = coefficients[j] ?? 0;
      let distance = increment;
      moved[i] = (coefficients[i] ?? 0) + distance;
      if (this.cost(moved) === Number.POSITIVE_INFINITY) {
        distance = -increment;
        moved[i] = (coefficients[i] ?? 0) + distance;
        if (this.cost(moved) === Number.POSITIVE_INFINITY) this.latest.set(accepted);
      }
      const { latest } = this;
      const row = i * n;
      let along = 0;
      for (let t = 0; t < n; t++) {
        const base = accepted[t] ?? 0;
        const derivative = ((latest[t] ?? 0) - base) / distance;
        jacobian[row + t] = derivative;
        along -= derivative * base;
      }
      slope[i] = along / meanSquare;
      for (let j = 0; j <= i; j++) {
        const other = j * n;
        let sum = 0;
        for (let t = 0; t < n; t++) sum += (jacobian[row + t] ?? 0) * (jacobian[other + t] ?? 0);
        square[i * count + j] = sum / meanSquare;
        square[j * count + i] = sum / meanSquare;
      }
    }
  }
}
