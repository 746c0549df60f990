import { difference, firstDifferences, isConstant, roundingNoise } from './arima/differencing.js';
import type { Estimate } from './arima/estimate.js';
import { nameOf, type Orders } from './arima/orders.js';
import { differenced, Predictor } from './arima/predict.js';
import { searchOrders } from './arima/search.js';
import { seasonalStrength } from './arima/seasonal-strength.js';
import type { FittedModel, Series } from './model.js';
import { meanOf } from './statistics.js';

/** The last values that are looked at; those before would hardly move the estimates, but the time. */
const memory = 2000;
/** Longer seasons are left to the caller to take out: the seasonal polynomials would have hundreds of lags. */
const longestPeriod = 24;
/** Seasonal strength from which on the season is differenced; fitted to minimise forecast errors on M3 and M4 (Hyndman). */
const strongSeason = 0.64;

/**
 * Seasonal ARIMA of automatically chosen orders (Hyndman & Khandakar 2008, "Automatic time series forecasting: the
 * forecast package for R"): a seasonal difference when the season is strong, first differences by KPSS tests, the other
 * orders by stepwise search over AICc of the exact likelihood.
 */
export function fitArima(series: Series): FittedModel {
  return fit(series.values, series.period);
}

/** As `fitArima` without seasonal terms: for seasonally adjusted values. */
export function fitArimaNonSeasonal(series: Series): FittedModel {
  return fit(series.values, 1);
}

function fit(values: Float64Array, period: number): FittedModel {
  const estimate = chooseModel(values.slice(-memory), period > longestPeriod ? 1 : Math.max(1, Math.round(period)));
  const predictor = new Predictor(estimate);
  return {
    method: nameOf(estimate.orders),
    forecast: (horizon, origin = values.length) =>
      predictor.predict(values.subarray(Math.max(0, origin - memory), origin), horizon),
  };
}

function chooseModel(values: Float64Array, m: number): Estimate {
  const n = values.length;
  const noise = roundingNoise(values);
  if (isConstant(values, noise)) return fixed({ ...plain, m, constant: true }, values);
  const D = m > 1 && n > 2 * m && seasonalStrength(values, m) > strongSeason ? 1 : 0;
  const d = firstDifferences(D > 0 ? difference(values, m) : values, noise);
  const form = { ...plain, d, D, m, constant: d + D <= 1 };
  const w = differenced(values, form);
  if (isConstant(w, noise)) return fixed(form, w);
  const third = Math.floor(n / 3);
  const seasons = m > 1 ? Math.floor(n / 3 / m) : 0;
  const seasonal = Math.min(2, seasons);
  const short = Math.min(5, third, seasonal > 0 ? m - 1 : 5);
  return searchOrders(w, form, { p: short, q: short, P: seasonal, Q: seasonal }, n);
}

const plain: Orders = { p: 0, d: 0, q: 0, P: 0, D: 0, Q: 0, m: 1, constant: false };

/** A series whose differences do not vary continues with their mean, exactly. */
function fixed(orders: Orders, w: Float64Array): Estimate {
  const mean = orders.constant ? meanOf(w) : 0;
  // Of a single number nobody knows how it varies.
  const variance = w.length > 1 ? 0 : Number.NaN;
  return { orders, coefficients: new Float64Array(0), mean, variance, aicc: Number.NEGATIVE_INFINITY };
}
