import type { ForecastWarning } from '@coincast/shared/contracts';
import type { Calendar } from '../calendar/calendar.js';
import { futureTimestamps } from '../calendar/future-timestamps.js';
import type { Model } from '../models/model.js';
import { confirmedPeriods } from '../seasonality/confirmed-periods.js';
import { type BacktestMetrics, backtest } from './backtest.js';
import { equallySpaced } from './equal-spacing.js';
import { type Intervals, predictionIntervals } from './prediction-intervals.js';
import { seriesWarnings } from './series-warnings.js';
import { heldWarning, restore, restoreIntervals, unitOf } from './unit.js';

export interface ForecastInput {
  /** Epoch milliseconds, ascending, as many as `values`; null for points without times. */
  times: Float64Array | null;
  /** Finite numbers, oldest first, at least the model's `minRows`. */
  values: Float64Array;
  /** Points to forecast, at least 1. */
  horizon: number;
  /** Where it is known: otherwise it is found from the times. */
  calendar?: Calendar;
  /** Seasonal periods to test instead of the calendar's. */
  periods?: readonly number[];
}

/** The backtest's figures are null for a series too short to hold anything back. */
export type ForecastMetrics = Fitted & (BacktestMetrics | Record<keyof BacktestMetrics, null>);

interface Fitted {
  /** What was fitted. */
  method: string;
  /** The calendar's name; null for points without times. */
  frequency: string | null;
  /** Seasonal periods that the values follow. */
  seasonal_periods: number[];
}

export interface Forecast {
  /** Epoch milliseconds of each point: whole, strictly ascending; null for a series without times. */
  times: Float64Array | null;
  /** `horizon` finite numbers, the next point first. */
  values: Float64Array;
  intervals: Intervals;
  metrics: ForecastMetrics;
  warnings: ForecastWarning[];
}

const noBacktest = { window: null, smape: null, mase: null, rmse: null, coverage_80: null, naive: null, skill: null };

/**
 * Everything a buyer gets for a series: a pure function, the same wherever it runs.
 * @throws CalendarEndError
 */
export function forecastSeries(model: Model, input: ForecastInput): Forecast {
  const { horizon } = input;
  const { values: all, calendar, lastMs, warnings, season } = equallySpaced(input, model.asSent);
  const recent = all.subarray(Math.max(0, all.length - model.lookback));
  const unit = unitOf(recent);
  const values = recent.map((value) => value / unit);
  const periods = confirmedPeriods(values, season.periods);

  const fit = model.fit({ values, period: season.period, periods });
  const point = fit.forecast(horizon);
  const intervals = predictionIntervals(fit, values, point);
  const tested = backtest(model, { values, period: season.period, candidates: season.periods, unit }, horizon);

  const { values: future, held } = restore(point.values, unit, all[all.length - 1] ?? 0);
  return {
    times: calendar && lastMs !== null ? futureTimestamps(calendar, lastMs, horizon) : null,
    values: future,
    intervals: restoreIntervals(intervals, unit, future),
    metrics: {
      method: fit.method,
      frequency: calendar?.name ?? null,
      seasonal_periods: periods,
      ...(tested ?? noBacktest),
    },
    warnings: [
      ...warnings,
      ...seriesWarnings(all, periods[0] ?? 1, horizon, (index) => `at point ${index + 1}`),
      ...(held ? [heldWarning] : []),
    ],
  };
}
