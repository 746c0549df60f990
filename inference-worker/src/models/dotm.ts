import { fitClassicallyAdjusted } from './classically-adjusted.js';
import { continueTheta, fitDynamicTheta, thetaState } from './dynamic-theta.js';
import type { FittedModel, Series } from './model.js';

/**
 * The dynamic optimised theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016, Int. J. Forecasting 32(4)) of
 * a series that is adjusted for its season first.
 */
export function fitDotm(series: Series): FittedModel {
  return fitClassicallyAdjusted(series, {
    name: 'DOTM',
    fit: fitDynamicTheta,
    proceed: (y, parameters, horizon) => continueTheta(thetaState(y, parameters), horizon),
  });
}
