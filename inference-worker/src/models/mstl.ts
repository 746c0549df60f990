import { unitOf } from '../forecast/unit.js';
import { type SeasonallyAdjusted, seasonallyAdjusted } from '../seasonality/seasonally-adjusted.js';
import type { FittedModel, PointForecast, Series } from './model.js';

/**
 * Fits a model to a series without season. Given the model that was fitted to the whole series, keeps its form and
 * parameters and only follows the values: an earlier origin has seasons of its own, so that its adjusted values are not
 * the first ones of the whole. A function that ignores the model estimates anew, which is right but slow.
 */
export type FitAdjusted = (series: Series, fitted?: FittedModel) => FittedModel;

/**
 * Forecasts the seasonally adjusted series and puts the last season of each confirmed period back (Hyndman &
 * Athanasopoulos 2021, "Forecasting: Principles and Practice", section 5.7; R `forecast::stlf`). Without a confirmed period: the series itself.
 * For an earlier origin the values before it are decomposed anew, so that no season knows what follows.
 */
export function fitMstl({ values, periods }: Series, fitAdjusted: FitAdjusted): FittedModel {
  const fitting = periodsWithin(periods, values.length);
  if (fitting.length === 0) return fitAdjusted({ values, period: 1, periods: [] });
  const whole = seasonallyAdjusted(values, fitting);
  const continued = new Continued(whole, fitAdjusted);
  const { multiplicative } = whole;
  return {
    method: `MSTL[${fitting}]${multiplicative ? ' of logs' : ''} + ${continued.model.method}`,
    forecast: (horizon, origin = values.length) => {
      if (origin === values.length) return continued.forecast(horizon);
      const prefix = values.subarray(0, origin);
      const before = seasonallyAdjusted(prefix, periodsWithin(fitting, origin), multiplicative);
      return new Continued(before, fitAdjusted, continued.model).forecast(horizon);
    },
  };
}

/** STL needs two of each. */
function periodsWithin(periods: readonly number[], n: number): number[] {
  return periods.filter((period) => period > 1 && 2 * period <= n);
}

/** A model of the adjusted series, in the unit that models expect. */
class Continued {
  readonly model: FittedModel;
  private readonly unit: number;

  constructor(
    private readonly season: SeasonallyAdjusted,
    fitAdjusted: FitAdjusted,
    fitted?: FittedModel,
  ) {
    this.unit = unitOf(season.adjusted);
    const values = season.adjusted.map((value) => value / this.unit);
    this.model = fitAdjusted({ values, period: 1, periods: [] }, fitted);
  }

  forecast(horizon: number): PointForecast {
    const { values, sd } = this.model.forecast(horizon);
    const inUnit = (numbers: Float64Array) => numbers.map((value) => value * this.unit);
    return this.season.reseason({ values: inUnit(values), sd: sd && inUnit(sd) });
  }
}
