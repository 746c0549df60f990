import { stl } from '../../seasonality/stl.js';

/** In seasons; the first that R's `mstl` takes. */
const seasonalWindow = 11;
/** Below it, of values near 1, all is rounding. */
const smallestVariance = 1e-24;

/**
 * How much of the detrended variance the season explains, 0..1: max(0, 1 - var(R) / var(S + R)) of an STL decomposition
 * (Wang, Smith & Hyndman 2006). 0 for series of no more than two seasons.
 */
export function seasonalStrength(values: Float64Array, period: number): number {
  if (period < 2 || values.length <= 2 * period) return 0;
  const { seasonal, remainder } = stl(values, period, seasonalWindow);
  const detrended = seasonal.map((season, t) => season + (remainder[t] ?? 0));
  const total = variance(detrended);
  return total > smallestVariance ? Math.max(0, Math.min(1, 1 - variance(remainder) / total)) : 0;
}

function variance(values: Float64Array): number {
  const n = values.length;
  let mean = 0;
  for (let t = 0; t < n; t++) mean += values[t] ?? 0;
  mean /= n;
  let sum = 0;
  for (let t = 0; t < n; t++) sum += ((values[t] ?? 0) - mean) ** 2;
  return sum / (n - 1);
}
