import type { Model } from '../models/model.js';
import { fitNaive } from '../models/naive.js';
import { confirmedPeriods } from '../seasonality/confirmed-periods.js';
import { coverage, mase, meanAbsoluteError, rmse, smape } from './accuracy.js';
import { continueSeries } from './continue-series.js';

/** How far a forecast was from what came; `mase` is null where the history never changed. */
export interface WindowAccuracy {
  /** Percent, 0 to 200. */
  smape: number;
  mase: number | null;
  /** In the unit of the series. */
  rmse: number;
  /** The share of the window within the 80% interval. */
  coverage_80: number;
}

export interface BacktestMetrics extends WindowAccuracy {
  /** Points at the end of the series that were held back. */
  window: number;
  naive: WindowAccuracy;
  /** 1 - error / error of the naive method, by the mean absolute error; null when the naive method made (next to) none. */
  skill: number | null;
}

/** Held back: as much as was asked for, at most a fifth of the series. */
const largestShare = 5;
const mostPoints = 500;
/** Less teaches nothing. */
const fewestLeft = 2;

/**
 * Fits the model to the series without its end and compares its forecast of the end, and the naive one, with what came.
 * @param values in units of `unit`.
 * @param candidates seasonal periods of the calendar; which of them hold is tested on what is left of the series.
 * @returns null when the series is too short.
 */
export function backtest(
  model: Model,
  {
    values,
    period,
    candidates,
    unit,
  }: { values: Float64Array; period: number; candidates: readonly number[]; unit: number },
  horizon: number,
): BacktestMetrics | null {
  const window = Math.min(horizon, mostPoints, Math.max(1, Math.floor(values.length / largestShare)));
  const history = values.subarray(0, values.length - window);
  if (history.length < fewestLeft) return null;
  const actual = values.subarray(values.length - window);
  const series = { values: history, period, periods: confirmedPeriods(history, candidates) };
  const accuracyOf = (method: Pick<Model, 'fit' | 'heldAtZero'>) => {
    const { values: forecast, intervals } = continueSeries(method, series, window);
    return {
      error: meanAbsoluteError(actual, forecast),
      accuracy: {
        smape: smape(actual, forecast),
        mase: mase(actual, forecast, history, history.length < 2 * period ? 1 : period),
        rmse: Math.min(rmse(actual, forecast) * unit, Number.MAX_VALUE),
        coverage_80: coverage(actual, intervals[80].lower, intervals[80].upper),
      },
    };
  };
  const tried = accuracyOf(model);
  const naive = accuracyOf({ fit: fitNaive, heldAtZero: true });
  // Without a number where the naive method errs by nothing, or by next to nothing.
  const skill = 1 - tried.error / naive.error;
  return { window, ...tried.accuracy, naive: naive.accuracy, skill: Number.isFinite(skill) ? skill : null };
}
