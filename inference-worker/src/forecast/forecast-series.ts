import type { ForecastWarning } from '@coincast/shared/contracts';
import type { Calendar } from '../calendar/calendar.js';
import { futureTimestamps } from '../calendar/future-timestamps.js';
import type { Model } from '../models/model.js';
import { confirmedPeriods } from '../seasonality/confirmed-periods.js';
import { type BacktestMetrics, backtest } from './backtest.js';
import { continueSeries } from './continue-series.js';
import { equallySpaced } from './equal-spacing.js';
import type { Intervals } from './prediction-intervals.js';
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
  /** Seasonal periods to test instead of the calendar's; empty for none. */
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
  /** Epoch milliseconds of each point: whole, strictly ascending; empty for a series without times. */
  times: Float64Array;
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
  const { values: all, times, calendar, warnings, season } = equallySpaced(input, model.asSent);
  const lastMs = times[times.length - 1];
  // First, as a horizon past the calendar's end is worth no fit.
  const futureTimes =
    calendar && lastMs !== undefined ? futureTimestamps(calendar, lastMs, horizon) : new Float64Array();
  const recent = all.subarray(Math.max(0, all.length - model.lookback));
  const unit = unitOf(recent);
  const values = recent.map((value) => value / unit);
  const periods = confirmedPeriods(values, season.periods);

  const series = { values, period: season.period, periods };
  const continued = continueSeries(model, series, horizon);
  const tested = backtest(model, { values, period: season.period, candidates: season.periods, unit }, horizon);

  const { values: future, held } = restore(continued.values, unit, all[all.length - 1] ?? 0);
  return {
    times: futureTimes,
    values: future,
    intervals: restoreIntervals(continued.intervals, unit, future),
    metrics: {
      method: continued.method,
      frequency: calendar?.name ?? null,
      seasonal_periods: periods,
      ...(tested ?? noBacktest),
    },
    warnings: [
      ...warnings,
      ...seriesWarnings({ values: all, times }, periods[0] ?? 1, horizon),
      ...(continued.belowZero ? [model.heldAtZero ? heldAtZero : belowZero] : []),
      ...(held ? [heldWarning] : []),
    ],
  };
}

const heldAtZero: ForecastWarning = {
  code: 'held_at_zero',
  message: 'The forecast would fall below zero, where no value of the history is; it is held at zero.',
};

const belowZero: ForecastWarning = {
  code: 'below_zero',
  message: 'The forecast falls below zero, where no value of the history is; where that cannot be, take another model.',
};
