import { unitOf } from '../forecast/unit.js';
import type { FittedModel, Series } from './model.js';

/**
 * Fits a model to the logarithms of a positive series, so that trends are rates of growth and seasons are factors; any other
 * series is fitted as it is. The forecast is the median's, not the mean's; its errors are brought back to first order (delta method).
 */
export function fitOnLogs(series: Series, fit: (series: Series) => FittedModel): FittedModel {
  const { values, period, periods } = series;
  if (!values.every((value) => value > 0)) return fit(series);
  // Below the largest, so that no logarithm is above 0 and the result does not depend on the unit of the values.
  const largest = values.reduce((a, b) => Math.max(a, b));
  const logs = values.map((value) => Math.log(value / largest));
  const unit = unitOf(logs);
  const model = fit({ values: logs.map((value) => value / unit), period, periods });
  return {
    method: `${model.method} of logs`,
    forecast: (horizon, origin) => {
      const point = model.forecast(horizon, origin);
      const forecast = point.values.map((value) => largest * Math.exp(value * unit));
      return { values: forecast, sd: point.sd?.map((sd, step) => sd * unit * (forecast[step] ?? 0)) ?? null };
    },
  };
}
