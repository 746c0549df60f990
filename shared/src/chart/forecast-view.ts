import { unitOfTimes } from './calendar-steps.js';
import { type Extent, extentOf } from './extent.js';
import { defaultWindow, type WidthClass, windowStart } from './history-window.js';
import { type Precision, valueDecimals } from './point-texts.js';
import { linearScale, type Scale } from './scale.js';
import { type SeriesStep, seriesStep } from './series-step.js';
import type { Future, HistoryWindow, TimeSeries } from './types.js';
import { type ValueAxis, valueAxis } from './value-axis.js';

/**
 * `small` is the preview's chart: lower, and without room for labels on the right. `picture` is an image of 1,000 by 400 px
 * with labels of 19 px, to be read on a phone.
 */
export type ChartSize = 'full' | 'small' | 'picture';

export interface ForecastChartData {
  history: TimeSeries;
  future: Future;
  /** The distance between points where the history is only a selection of them, which has gaps of its own. */
  thinnedStepMs?: number | undefined;
  /** Times of rows that could not be read. */
  faultTimes: readonly number[];
  /** Null: as much as the width class shows by default. */
  window: HistoryWindow | null;
  width: WidthClass;
  size: ChartSize;
}

/** What part of the data is seen, and where it lands in the drawing. */
export interface ForecastView {
  /** The history is drawn from this place on. */
  from: number;
  step: SeriesStep;
  scale: Scale;
  axis: ValueAxis;
  precision: Precision;
  /** Time of the last observation, where the past ends; null without any. */
  nowMs: number | null;
}

const NOTHING: Extent = { min: 0, max: 1 };
// Enough to see how exactly the times of a series are given.
const TIMES_LOOKED_AT = 200;

/** Throws `RangeError` when a series has not as many values as times. */
export function forecastView(data: ForecastChartData): ForecastView {
  const { history, future, thinnedStepMs } = data;
  const forecast = future.kind === 'ready' ? future.forecast : null;
  for (const series of [history, forecast]) {
    if (series && series.times.length !== series.values.length) throw new RangeError('as many values as times');
  }
  const from = windowStart(history, data.window ?? defaultWindow(history, future, data.width));
  const step =
    thinnedStepMs === undefined
      ? seriesStep(history)
      : { stepMs: thinnedStepMs, gapMs: Number.POSITIVE_INFINITY, skipsWeekends: false };
  const nowMs = history.times.length > 0 ? Number(history.times[history.times.length - 1]) : null;

  const times = extentOf(history.times, from, extentOf(forecast?.times ?? [])) ?? { min: 0, max: 0 };
  const t1 = future.kind === 'waiting' ? times.max + future.horizon * step.stepMs : times.max;

  let values = extentOf(history.values, from);
  for (const seen of forecast ? [forecast.values, ...boundsOf(forecast.intervals)] : []) {
    values = extentOf(seen, 0, values);
  }
  if (future.kind === 'waiting') values = withRoomForFan(values, Number(history.values[history.values.length - 1]));
  const { min, max } = values ?? NOTHING;
  const axis = valueAxis(min, max, { target: data.size === 'small' ? 4 : 5 });

  const crossesYears = new Date(times.min).getUTCFullYear() !== new Date(t1).getUTCFullYear();
  const precision = {
    decimals: valueDecimals(axis.step),
    unit: unitOfTimes([...sample(history.times, from), ...sample(forecast?.times ?? [], 0)]),
    withYear: crossesYears,
  };
  return { from, step, scale: linearScale(times.min, t1, axis.lo, axis.hi), axis, precision, nowMs };
}

/** Nobody knows yet how far the forecast will go; half of what the past went through looks open to both sides. */
function withRoomForFan(values: Extent | null, last: number): Extent | null {
  if (values === null || !Number.isFinite(last)) return values;
  const half = values.max / 2 - values.min / 2;
  return { min: Math.min(values.min, last - half), max: Math.max(values.max, last + half) };
}

const boundsOf = (intervals: { 80: BoundsOrNull; 95: BoundsOrNull }): ArrayLike<number>[] =>
  [intervals[80], intervals[95]].flatMap((interval) => (interval ? [interval.lower, interval.upper] : []));
type BoundsOrNull = { lower: ArrayLike<number>; upper: ArrayLike<number> } | null;

function sample(times: ArrayLike<number>, from: number): number[] {
  const end = Math.min(times.length, from + TIMES_LOOKED_AT);
  return Array.from({ length: Math.max(0, end - from) }, (_, i) => Number(times[from + i])).filter(Number.isFinite);
}
