import { type LagPolynomial, maxLag } from './lag-polynomial.js';

const size = 2 * maxLag + 2;
const rows = Array.from({ length: maxLag + 2 }, (_, k) => new Float64Array(k + 2));
const autoregressive = new Float64Array(size);
const products = new Float64Array(maxLag + 2);

/**
 * The autocovariances of a stationary ARMA process with innovations of variance 1: those of its autoregression from
 * the recursion of Levinson and Durbin run down and up, filtered by the moving average's (Brockwell & Davis 1991,
 * sections 3.3 and 5.2).
 * @param lags Answered at index 0..lags of `out`, at most the degree of `ar`.
 * @returns False when the autoregression is not stationary.
 */
export function autocovariances(ar: LagPolynomial, ma: LagPolynomial, lags: number, out: Float64Array): boolean {
  if (!autoregressiveCovariances(ar, lags + ma.degree)) return false;
  const q = ma.degree;
  if (q === 0) {
    for (let h = 0; h <= lags; h++) out[h] = autoregressive[h] ?? 0;
    return true;
  }
  movingAverageProducts(ma);
  for (let h = 0; h <= lags; h++) {
    let sum = (products[0] ?? 0) * (autoregressive[h] ?? 0);
    for (let k = 1; k <= q; k++) {
      const product = products[k] ?? 0;
      if (product === 0) continue;
      const before = h < k ? k - h : h - k;
      sum += product * ((autoregressive[before] ?? 0) + (autoregressive[h + k] ?? 0));
    }
    out[h] = sum;
  }
  return true;
}

/** Sums of theta[j] theta[j+k], with theta[0] = 1, at index k. */
function movingAverageProducts({ dense, degree, lags, coefficients, terms }: LagPolynomial) {
  for (let k = 0; k <= degree; k++) products[k] = k === 0 ? 1 : (dense[k] ?? 0);
  for (let a = 0; a < terms; a++) {
    const early = lags[a] ?? 0;
    const coefficient = coefficients[a] ?? 0;
    for (let b = 0; b < terms; b++) {
      const distance = (lags[b] ?? 0) - early;
      if (distance >= 0) products[distance] = (products[distance] ?? 0) + coefficient * (coefficients[b] ?? 0);
    }
  }
}

function autoregressiveCovariances(ar: LagPolynomial, lags: number): boolean {
  const p = ar.degree;
  const full = rows[p];
  if (!full) return false;
  for (let j = 1; j <= p; j++) full[j] = ar.dense[j] ?? 0;
  let variance = 1;
  for (let k = p; k >= 1; k--) {
    const row = rows[k];
    const lower = rows[k - 1];
    if (!row || !lower) return false;
    const partial = row[k] ?? 0;
    if (!(Math.abs(partial) < 1)) return false;
    const scale = 1 / (1 - partial * partial);
    variance *= scale;
    for (let j = 1; j < k; j++) lower[j] = ((row[j] ?? 0) + partial * (row[k - j] ?? 0)) * scale;
  }
  autoregressive[0] = variance;
  for (let k = 1; k <= p && k <= lags; k++) {
    const lower = rows[k - 1];
    const partial = rows[k]?.[k] ?? 0;
    if (!lower) return false;
    let sum = partial * variance;
    for (let j = 1; j < k; j++) sum += (lower[j] ?? 0) * (autoregressive[k - j] ?? 0);
    autoregressive[k] = sum;
    variance *= 1 - partial * partial;
  }
  for (let k = p + 1; k <= lags; k++) {
    let sum = 0;
    for (let i = 0; i < ar.terms; i++) sum += (ar.coefficients[i] ?? 0) * (autoregressive[k - (ar.lags[i] ?? 0)] ?? 0);
    autoregressive[k] = sum;
  }
  return true;
}
