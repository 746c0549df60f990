import { type Adjusted, adjustForSeason, restoreSeason, seasonalForm } from '../seasonality/seasonal-adjustment.js';
import type { FittedModel, PointForecast, Series } from './model.js';
import { fitSmoothing, type Smoothing, smooth } from './simple-exponential-smoothing.js';

/** Values that the model looks at; what lies before them is not seen. */
const memory = 20_000;

/**
 * The theta method (Assimakopoulos and Nikolopoulos 2000, "The theta model", Int. J. Forecasting 16(4)) as simple exponential
 * smoothing with drift, half the slope of the least-squares line (Hyndman and Billah 2003, "Unmasking the Theta method",
 * eq. 4 and 6), on a series that is adjusted for its season first. The same decisions as R's `forecast::thetaf`, except for seasons
 * of values that are not all positive, which are additive here.
 */
export function fitTheta({ values, period }: Series): FittedModel {
  const recent = lastOf(values, values.length);
  const form = seasonalForm(recent, period);
  const adjusted = adjustForSeason(recent, period, form);
  const smoothing = fitSmoothing(adjusted.values);
  return {
    method: adjusted.season ? `Theta[${period}]` : 'Theta',
    forecast: (horizon, origin = values.length) => {
      if (origin === values.length) return extrapolate(adjusted, smoothing, horizon);
      const prefix = adjustForSeason(lastOf(values, origin), period, adjusted.season && form);
      return extrapolate(prefix, smooth(prefix.values, smoothing.alpha), horizon);
    },
  };
}

function lastOf(values: Float64Array, origin: number): Float64Array {
  return values.subarray(Math.max(0, origin - memory), origin);
}

function extrapolate(
  { values, season }: Adjusted,
  { alpha, level, squares }: Smoothing,
  horizon: number,
): PointForecast {
  const n = values.length;
  const drift = leastSquaresSlope(values) / 2;
  // (1 - (1 - alpha)^n) / alpha, to its limit n where alpha is 0.
  const past = alpha > 0 ? (1 - (1 - alpha) ** n) / alpha : n;
  const variance = n > 2 ? squares / (n - 2) : Number.NaN;
  const forecast = new Float64Array(horizon);
  const sd = new Float64Array(horizon);
  for (let step = 0; step < horizon; step++) {
    forecast[step] = level + drift * (step + past);
    sd[step] = Math.sqrt(variance * (1 + step * alpha * alpha));
  }
  restoreSeason(forecast, n, season);
  return { values: forecast, sd: Number.isFinite(variance) ? sd : null };
}

/** Of the values on their index. */
function leastSquaresSlope(values: Float64Array): number {
  const n = values.length;
  if (n < 2) return 0;
  const middle = (n - 1) / 2;
  let products = 0;
  for (let t = 0; t < n; t++) products += (t - middle) * (values[t] ?? 0);
  return (12 * products) / (n * (n - 1) * (n + 1));
}
