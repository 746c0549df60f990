import type { Model, Series } from '../models/model.js';
import { type Intervals, predictionIntervals } from './prediction-intervals.js';

/** In the unit of the series; see `restore` for values that leave the range of numbers. */
export interface Continuation {
  method: string;
  values: Float64Array;
  intervals: Intervals;
  /** The model goes below zero, where no value of the history is negative. */
  belowZero: boolean;
}

/**
 * Fits a model and continues the series with intervals. Prices, counts and amounts have no other side of zero: a series
 * without negative values gets no negative forecast, except from models whose results are fixed.
 */
export function continueSeries(
  { fit, heldAtZero }: Pick<Model, 'fit' | 'heldAtZero'>,
  series: Series,
  horizon: number,
): Continuation {
  const fitted = fit(series);
  const point = fitted.forecast(horizon);
  const belowZero = point.values.some((value) => value < 0) && series.values.every((value) => value >= 0);
  const values = belowZero && heldAtZero ? point.values.map((value) => Math.max(0, value)) : point.values;
  const intervals = predictionIntervals(fitted, series, { values, sd: point.sd });
  return { method: fitted.method, values, intervals, belowZero };
}
