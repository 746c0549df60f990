import { adjustForSeason, restoreSeason, seasonalForm } from '../seasonality/seasonal-adjustment.js';
import type { FittedModel, PointForecast, Series } from './model.js';

/** Values that a model looks at; what lies before them is not seen. */
const memory = 20_000;

/** A method for series without a season. */
export interface NonSeasonalMethod<Parameters> {
  name: string;
  /** Whole seasons that are the least to test for one; without it, any more than two. */
  seasonsNeeded?: number;
  /** What is learnt from the whole series and kept for all its beginnings. */
  fit(y: Float64Array): Parameters;
  /** Continues a series, or a beginning of it, at least one value. */
  proceed(y: Float64Array, parameters: Parameters, horizon: number): PointForecast;
}

/**
 * Brings a method to seasonal series: the season of the calendar, where a test finds it, is taken out by classical decomposition
 * and brought back into the forecast (Assimakopoulos and Nikolopoulos 2000, "The theta model"). Standard errors stay those of the adjusted series.
 */
export function fitClassicallyAdjusted<Parameters>(
  { values, period }: Series,
  { name, seasonsNeeded, fit, proceed }: NonSeasonalMethod<Parameters>,
): FittedModel {
  const recent = lastOf(values, values.length);
  const tested = seasonalForm(recent, period, seasonsNeeded && seasonsNeeded * period);
  const whole = adjustForSeason(recent, period, tested);
  const form = whole.season && tested;
  const parameters = fit(whole.values);
  return {
    method: form ? `${name}[${period}]` : name,
    forecast: (horizon, origin = values.length) => {
      const adjusted = origin === values.length ? whole : adjustForSeason(lastOf(values, origin), period, form);
      const forecast = proceed(adjusted.values, parameters, horizon);
      restoreSeason(forecast.values, adjusted.values.length, adjusted.season);
      return forecast;
    },
  };
}

function lastOf(values: Float64Array, origin: number): Float64Array {
  return values.subarray(Math.max(0, origin - memory), origin);
}
