import { chooseModel } from './arima/choose-model.js';
import { nameOf } from './arima/orders.js';
import { Predictor } from './arima/predict.js';
import type { FittedModel, Series } from './model.js';

/** The last values that are looked at; those before would move the estimates little, and the time much. */
const memory = 2000;
/** Longer seasons are left to the caller to take out: their polynomials have lags by the hundred. */
const longestPeriod = 24;

/**
 * Seasonal ARIMA of automatically chosen orders (Hyndman & Khandakar 2008, "Automatic time series forecasting: the
 * forecast package for R"): a seasonal difference when the season is strong, first differences by KPSS tests, the other
 * orders by stepwise search over AICc of the exact likelihood. The last 2,000 values are looked at; a season of more
 * than 24 points is not.
 */
export function fitArima({ values, period }: Series): FittedModel {
  const m = Math.round(period);
  return fit(values, m > 1 && m <= longestPeriod ? m : 1);
}

/** As `fitArima` without seasonal terms: for seasonally adjusted values. */
export function fitArimaNonSeasonal({ values }: Series): FittedModel {
  return fit(values, 1);
}

function fit(values: Float64Array, m: number): FittedModel {
  const estimate = chooseModel(values.slice(-memory), m);
  const predictor = new Predictor(estimate);
  return {
    method: nameOf(estimate.orders),
    forecast: (horizon, origin = values.length) =>
      predictor.predict(values.subarray(Math.max(0, origin - memory), origin), horizon),
  };
}
