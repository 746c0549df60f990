import type { FittedModel, Series } from './model.js';
import { continueSeason } from './seasonal-naive.js';

/**
 * The last value, repeated: the best forecast of a random walk (Hyndman and Athanasopoulos 2021, "Forecasting: Principles and
 * Practice", section 5.2, standard errors of table 5.2).
 */
export function fitNaive({ values }: Series): FittedModel {
  return {
    method: 'Naive',
    forecast: (horizon, origin = values.length) => continueSeason(values.subarray(0, origin), 1, horizon),
  };
}
