import { adjustForSeason, restoreSeason, seasonalForm } from '../seasonality/seasonal-adjustment.js';

/**
 * The benchmark of the M competitions: the last value, seasonally adjusted where a test at 90% finds a season in at least three
 * of its periods (Makridakis, Spiliotis and Assimakopoulos 2020, "The M4 Competition", Int. J. Forecasting 36(1), table 2).
 * @param values Finite numbers, oldest first, at least one.
 * @returns `horizon` numbers.
 */
export function naive2(values: Float64Array, period: number, horizon: number): Float64Array {
  const { values: adjusted, season } = adjustForSeason(values, period, seasonalForm(values, period, 3 * period));
  const forecast = new Float64Array(horizon).fill(adjusted[adjusted.length - 1] ?? 0);
  restoreSeason(forecast, values.length, season);
  return forecast;
}
