import { solveSymmetric } from '../../numerics/cholesky.js';
import { isAdmissible, maxLag } from './lag-polynomial.js';
import { coefficientCount, mostCoefficients, type Orders } from './orders.js';

const pad = maxLag + 1;
const square = new Float64Array(mostCoefficients * mostCoefficients);
const slope = new Float64Array(mostCoefficients);

/**
 * First estimates of ARMA coefficients by two regressions (Hannan & Rissanen 1982): a long autoregression tells the
 * innovations, on whose and the values' lags the values are regressed then. Products of short and seasonal lags are
 * left out.
 */
export class HannanRissanen {
  private readonly n: number;
  private readonly w: Float64Array;
  private readonly innovations: Float64Array;
  private readonly lagOf = new Int32Array(mostCoefficients);
  private readonly isInnovation = new Uint8Array(mostCoefficients);

  /** @param w The differenced series about its mean. */
  constructor(w: Float64Array, m: number) {
    this.n = w.length;
    this.w = new Float64Array(pad + w.length);
    this.w.set(w, pad);
    const order = Math.min(Math.floor(w.length / 3), Math.max(Math.floor(10 * Math.log10(w.length)), m + 2), maxLag);
    this.innovations = this.residuals(yuleWalker(w, order));
  }

  /** @param out The estimates, phi, theta, Phi, Theta; an inadmissible one is drawn towards 0. @returns False when there is none. */
  estimate(orders: Orders, out: Float64Array): boolean {
    const { w, innovations, lagOf, isInnovation, n } = this;
    this.describe(orders);
    const count = coefficientCount(orders);
    for (let i = 0; i < count; i++) {
      const first = isInnovation[i] ? innovations : w;
      const firstLag = lagOf[i] ?? 0;
      slope[i] = product(first, firstLag, w, 0, n);
      for (let j = 0; j <= i; j++) {
        square[i * count + j] = product(first, firstLag, isInnovation[j] ? innovations : w, lagOf[j] ?? 0, n);
      }
    }
    if (!solveSymmetric(square, count, slope, out, 1e-4)) return false;
    for (let attempt = 0; attempt < 8; attempt++) {
      if (isAdmissible(orders, out, 1.005)) return true;
      for (let i = 0; i < count; i++) out[i] = (out[i] ?? 0) * 0.85;
    }
    return false;
  }

  private describe({ p, q, P, Q, m }: Orders) {
    let at = 0;
    for (let j = 1; j <= p; j++) this.set(at++, 0, j);
    for (let j = 1; j <= q; j++) this.set(at++, 1, j);
    for (let j = 1; j <= P; j++) this.set(at++, 0, j * m);
    for (let j = 1; j <= Q; j++) this.set(at++, 1, j * m);
  }

  private set(at: number, innovation: number, lag: number) {
    this.isInnovation[at] = innovation;
    this.lagOf[at] = lag;
  }

  private residuals(autoregression: Float64Array): Float64Array {
    const { w, n } = this;
    const out = new Float64Array(pad + n);
    for (let t = pad; t < pad + n; t++) {
      let error = w[t] ?? 0;
      for (let j = 1; j < autoregression.length; j++) error -= (autoregression[j] ?? 0) * (w[t - j] ?? 0);
      out[t] = error;
    }
    return out;
  }
}

/** Coefficients at lags 1..order of an autoregression, from the sample autocovariances (Brockwell & Davis 1991, section 8.2). */
function yuleWalker(w: Float64Array, order: number): Float64Array {
  const n = w.length;
  const covariances = new Float64Array(order + 1);
  for (let h = 0; h <= order; h++) {
    let sum = 0;
    for (let t = h; t < n; t++) sum += (w[t] ?? 0) * (w[t - h] ?? 0);
    covariances[h] = sum;
  }
  let current = new Float64Array(order + 1);
  let next = new Float64Array(order + 1);
  let variance = covariances[0] ?? 0;
  for (let k = 1; k <= order; k++) {
    let rest = covariances[k] ?? 0;
    for (let j = 1; j < k; j++) rest -= (current[j] ?? 0) * (covariances[k - j] ?? 0);
    const partial = rest / variance;
    if (!(Math.abs(partial) < 1)) break;
    for (let j = 1; j < k; j++) next[j] = (current[j] ?? 0) - partial * (current[k - j] ?? 0);
    next[k] = partial;
    variance *= 1 - partial * partial;
    [current, next] = [next, current];
  }
  return current;
}

function product(a: Float64Array, aLag: number, b: Float64Array, bLag: number, n: number): number {
  let sum = 0;
  for (let t = pad; t < pad + n; t++) sum += (a[t - aLag] ?? 0) * (b[t - bLag] ?? 0);
  return sum;
}
