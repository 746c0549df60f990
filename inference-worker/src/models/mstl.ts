import { unitOf } from '../forecast/unit.js';
import { seasonallyAdjusted } from '../seasonality/seasonally-adjusted.js';
import type { FittedModel, Series } from './model.js';

/**
 * Forecasts the seasonally adjusted series and puts the last season of each confirmed period back (Hyndman &
 * Athanasopoulos 2021, "Forecasting: Principles and Practice", section 5.7; R `forecast::stlf`). Without a confirmed period: the series itself.
 * For an earlier origin, the seasons that were found in the whole series count as parameters.
 * @param fitAdjusted fits a series without season.
 */
export function fitMstl({ values, periods }: Series, fitAdjusted: (series: Series) => FittedModel): FittedModel {
  // STL needs two of each.
  const fitting = periods.filter((period) => period > 1 && 2 * period <= values.length);
  if (fitting.length === 0) return fitAdjusted({ values, period: 1, periods: [] });
  const { adjusted, multiplicative, reseason } = seasonallyAdjusted(values, fitting);
  const unit = unitOf(adjusted);
  const model = fitAdjusted({ values: adjusted.map((value) => value / unit), period: 1, periods: [] });
  const older = values.length - adjusted.length;
  const inUnit = (numbers: Float64Array) => numbers.map((value) => value * unit);
  return {
    method: `MSTL[${fitting}]${multiplicative ? ' of logs' : ''} + ${model.method}`,
    forecast: (horizon, origin = values.length) => {
      const known = Math.max(1, origin - older);
      const { values: level, sd } = model.forecast(horizon, known);
      return reseason({ values: inUnit(level), sd: sd && inUnit(sd) }, known);
    },
  };
}
