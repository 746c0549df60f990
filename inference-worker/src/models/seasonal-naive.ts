import type { FittedModel, PointForecast, Series } from './model.js';

/**
 * The last season, repeated (Hyndman and Athanasopoulos 2021, "Forecasting: Principles and Practice", section 5.2): the longest
 * of the confirmed periods, as shorter ones mostly repeat within it; the naive method when none is confirmed.
 */
export function fitSeasonalNaive({ values, periods }: Series): FittedModel {
  const period = periods[periods.length - 1] ?? 1;
  return {
    method: period > 1 ? `SeasonalNaive[${period}]` : 'Naive',
    forecast: (horizon, origin = values.length) => {
      const prefix = values.subarray(0, origin);
      return continueSeason(prefix, origin > period ? period : 1, horizon);
    },
  };
}

/**
 * Repeats the last `period` values. The variance of a step is that of the one-season differences about 0, times the seasons
 * that lie between it and the value it repeats (the same book, table 5.2).
 * @param period At most the length of the series.
 */
export function continueSeason(values: Float64Array, period: number, horizon: number): PointForecast {
  const n = values.length;
  const forecast = new Float64Array(horizon);
  const sd = new Float64Array(horizon);
  let squares = 0;
  for (let t = period; t < n; t++) {
    const change = (values[t] ?? 0) - (values[t - period] ?? 0);
    squares += change * change;
  }
  const variance = n > period ? squares / (n - period) : Number.NaN;
  for (let step = 0; step < horizon; step++) {
    forecast[step] = values[n - period + (step % period)] ?? 0;
    sd[step] = Math.sqrt(variance * (Math.floor(step / period) + 1));
  }
  return { values: forecast, sd: Number.isFinite(variance) ? sd : null };
}
