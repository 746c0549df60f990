import { fitClassicallyAdjusted } from './classically-adjusted.js';
import type { FittedModel, PointForecast, Series } from './model.js';
import { optimalAlpha, smooth } from './simple-exponential-smoothing.js';

/**
 * The theta method (Assimakopoulos and Nikolopoulos 2000, "The theta model", Int. J. Forecasting 16(4)) as simple exponential
 * smoothing with drift, half the slope of the least-squares line (Hyndman and Billah 2003, "Unmasking the Theta method",
 * Int. J. Forecasting 19(2)), on a series that is adjusted for its season first. The same decisions as R's `forecast::thetaf`,
 * except that the season of values that are not all positive is additive.
 */
export function fitTheta(series: Series): FittedModel {
  return fitClassicallyAdjusted(series, { name: 'Theta', fit: optimalAlpha, proceed });
}

function proceed(y: Float64Array, alpha: number, horizon: number): PointForecast {
  const n = y.length;
  const { level, squares } = smooth(y, alpha);
  const drift = leastSquaresSlope(y) / 2;
  const past = (1 - (1 - alpha) ** n) / alpha;
  const variance = n > 2 ? squares / (n - 2) : Number.NaN;
  const values = new Float64Array(horizon);
  const sd = new Float64Array(horizon);
  for (let step = 0; step < horizon; step++) {
    values[step] = level + drift * (step + past);
    sd[step] = Math.sqrt(variance * (1 + step * alpha * alpha));
  }
  return { values, sd: Number.isFinite(variance) ? sd : null };
}

/** Of the values on their index. */
function leastSquaresSlope(y: Float64Array): number {
  const n = y.length;
  if (n < 2) return 0;
  const middle = (n - 1) / 2;
  let products = 0;
  for (let t = 0; t < n; t++) products += (t - middle) * (y[t] ?? 0);
  return (12 * products) / (n * (n - 1) * (n + 1));
}
