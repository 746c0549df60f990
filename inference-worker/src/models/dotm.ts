import { type Adjusted, adjustForSeason, restoreSeason, seasonalForm } from '../seasonality/seasonal-adjustment.js';
import { continueTheta, type DynamicTheta, fitDynamicTheta, thetaState } from './dynamic-theta.js';
import type { FittedModel, Series } from './model.js';

/** Values that the model looks at; what lies before them is not seen. */
const memory = 20_000;

/**
 * The dynamic optimised theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016, Int. J. Forecasting 32(4)) of
 * a series that is adjusted for its season first: multiplicative where all values are positive, additive otherwise.
 */
export function fitDotm({ values, period }: Series): FittedModel {
  const recent = lastOf(values, values.length);
  const form = seasonalForm(recent, period);
  const adjusted = adjustForSeason(recent, period, form);
  const parameters = fitDynamicTheta(adjusted.values);
  return {
    method: adjusted.season ? `DOTM[${period}]` : 'DOTM',
    forecast: (horizon, origin = values.length) =>
      extrapolate(
        origin === values.length ? adjusted : adjustForSeason(lastOf(values, origin), period, adjusted.season && form),
        parameters,
        horizon,
      ),
  };
}

function lastOf(values: Float64Array, origin: number): Float64Array {
  return values.subarray(Math.max(0, origin - memory), origin);
}

function extrapolate({ values, season }: Adjusted, parameters: DynamicTheta, horizon: number) {
  const forecast = continueTheta(thetaState(values, parameters), horizon);
  restoreSeason(forecast.values, values.length, season);
  return forecast;
}
