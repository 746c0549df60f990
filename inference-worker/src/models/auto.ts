import { fitArima } from './arima.js';
import { fitDotm } from './dotm.js';
import { fitEts } from './ets.js';
import { fitOnLogs } from './log-scale.js';
import type { FittedModel, PointForecast, Series } from './model.js';
import { fitMstl } from './mstl.js';
import { meanOf } from './statistics.js';
import { fitTheta } from './theta.js';

/** The longest season that the members model themselves; longer ones, and several, are taken out before. */
const longestOwnSeason = 24;

/**
 * What we find best: four models that differ in kind, combined (Petropoulos & Svetunkov 2020, "A simple combination of univariate
 * models", International Journal of Forecasting 36(1)). Several seasons, and long ones, are removed by MSTL first and put back after.
 */
export function fitAuto(series: Series): FittedModel {
  const longest = series.periods[series.periods.length - 1] ?? series.period;
  if (series.periods.length > 1 || longest > longestOwnSeason) return fitMstl(series, fitCombination);
  return fitCombination(series);
}

function fitCombination(series: Series): FittedModel {
  const members = [fitEts(series), fitArima(series), fitDotm(series), fitOnLogs(series, fitTheta)];
  return {
    method: `Combination of ${members.map(({ method }) => method).join(', ')}`,
    forecast: (horizon, origin) => combined(members.map((member) => member.forecast(horizon, origin))),
  };
}

/**
 * Half the mean and half the median of the members at each step: as accurate as the mean, and no member that goes astray
 * takes the whole with it. The error's standard deviation is the members' mean: they err alike.
 */
function combined(forecasts: readonly PointForecast[]): PointForecast {
  const horizon = forecasts[0]?.values.length ?? 0;
  const values = new Float64Array(horizon);
  const sd = new Float64Array(horizon);
  const sorted = new Float64Array(forecasts.length);
  const deviations = forecasts.flatMap((forecast) => (forecast.sd ? [forecast.sd] : []));
  for (let step = 0; step < horizon; step++) {
    forecasts.forEach((forecast, member) => {
      sorted[member] = forecast.values[step] ?? 0;
    });
    values[step] = (meanOf(sorted) + medianOf(sorted.sort())) / 2;
    for (const deviation of deviations) sd[step] = (sd[step] ?? 0) + (deviation[step] ?? 0) / deviations.length;
  }
  return { values, sd: deviations.length > 0 ? sd : null };
}

function medianOf(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}
