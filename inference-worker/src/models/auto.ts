import { medianOfSorted } from '../numerics/statistics.js';
import { fitArimaNonSeasonal } from './arima.js';
import { fitDotm } from './dotm.js';
import { fitEtsNonSeasonal } from './ets.js';
import { fitOnLogs } from './log-scale.js';
import type { FittedModel, PointForecast, Series } from './model.js';
import { fitMstl } from './mstl.js';
import { fitTheta } from './theta.js';

/**
 * What we find best: the seasons that a test has confirmed are removed by MSTL and put back after, and between, models
 * that differ in kind are combined (Petropoulos & Svetunkov 2020, "A simple combination of univariate models", International
 * Journal of Forecasting 36(1)).
 */
export function fitAuto(series: Series): FittedModel {
  return fitMstl(series, fitCombination);
}

function fitCombination(series: Series): FittedModel {
  const members = [fitEtsNonSeasonal(series), fitDotm(series), fitOnLogs(series, fitTheta)];
  if (series.values.length >= fewestForArima) members.push(fitArimaNonSeasonal(series));
  return {
    method: `mean of ${members.map(({ method }) => method).join(', ')}`,
    forecast: (horizon, origin) => combine(members.map((member) => member.forecast(horizon, origin))),
  };
}

/** In fewer points AICc can afford no mean, and the forecast would be zero. */
const fewestForArima = 10;
/** Farther from the median of the members, in standard deviations of their error, none may pull. */
const pullLimit = 0.5;

/**
 * The mean of the members at each step, from which those far from their median are held back (as in Huber 1964, "Robust
 * estimation of a location parameter"): nearly as efficient as the mean, and no member that goes astray takes the forecast with it.
 * The error's standard deviation is the mean of the members': they err alike.
 */
function combine(forecasts: readonly PointForecast[]): PointForecast {
  const horizon = forecasts[0]?.values.length ?? 0;
  const values = new Float64Array(horizon);
  const sd = new Float64Array(horizon);
  const sorted = new Float64Array(forecasts.length);
  const deviations = forecasts.flatMap((forecast) => (forecast.sd ? [forecast.sd] : []));
  for (let step = 0; step < horizon; step++) {
    let deviation = 0;
    for (const of of deviations) deviation += (of[step] ?? 0) / deviations.length;
    sd[step] = deviation;
    for (let member = 0; member < sorted.length; member++) sorted[member] = forecasts[member]?.values[step] ?? 0;
    const median = medianOfSorted(sorted.sort());
    const limit = pullLimit * deviation;
    let pull = 0;
    for (const value of sorted) pull += Math.max(-limit, Math.min(limit, value - median));
    values[step] = median + pull / sorted.length;
  }
  return { values, sd: deviations.length > 0 ? sd : null };
}
