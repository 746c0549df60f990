import type { TimeUnit } from './types.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY_MS = 24 * HOUR;
const WEEK = 7 * DAY_MS;
// 1970 began on a Thursday.
const FIRST_MONDAY = 4 * DAY_MS;
const MEAN_MONTH = 365.2425 * (DAY_MS / 12);

/** A step of the time axis: a fixed length counted from `anchor`, or whole months. */
export interface CalendarStep {
  unit: TimeUnit;
  /** Its length, in the mean for months and years. */
  lengthMs: number;
  kind: 'fixed' | 'months';
  /** Months in a step of that kind. */
  months: number;
  anchorMs: number;
}

const fixed = (unit: TimeUnit, size: number, counts: number[], anchorMs = 0): CalendarStep[] =>
  counts.map((count) => ({ unit, lengthMs: size * count, kind: 'fixed', months: 0, anchorMs }));
const months = (unit: TimeUnit, counts: number[]): CalendarStep[] =>
  counts.map((count) => ({ unit, lengthMs: MEAN_MONTH * count, kind: 'months', months: count, anchorMs: 0 }));

const DECADES = [1, 10, 100, 1000, 10_000, 100_000];

/** All steps that a calendar or a clock has names for, the finest first. */
export const CALENDAR_STEPS: readonly CalendarStep[] = [
  ...fixed('millisecond', 1, [1, 2, 5, 10, 20, 50, 100, 200, 500]),
  ...fixed('second', SECOND, [1, 2, 5, 10, 15, 30]),
  ...fixed('minute', MINUTE, [1, 2, 5, 10, 15, 30]),
  ...fixed('hour', HOUR, [1, 2, 3, 6, 12]),
  ...fixed('day', DAY_MS, [1, 2]),
  ...fixed('day', WEEK, [1, 2], FIRST_MONDAY),
  ...months('month', [1, 2, 3, 6]),
  ...months(
    'year',
    DECADES.flatMap((decade) => [12 * decade, 24 * decade, 60 * decade]),
  ),
];

/** All multiples of the step from `t0` to `t1`, ascending: UTC days, Mondays, firsts of months. */
export function stepTimes(step: CalendarStep, t0: number, t1: number): number[] {
  const times: number[] = [];
  if (step.kind === 'fixed') {
    const first = Math.ceil((t0 - step.anchorMs) / step.lengthMs);
    for (let i = first; step.anchorMs + i * step.lengthMs <= t1; i++) times.push(step.anchorMs + i * step.lengthMs);
    return times;
  }
  const start = new Date(t0);
  const startMonth = start.getUTCFullYear() * 12 + start.getUTCMonth();
  for (let month = Math.ceil(startMonth / step.months) * step.months; ; month += step.months) {
    const time = firstOfMonth(month);
    // Not a number outside the dates that exist, which begin and end within a month.
    if (time > t1 || (Number.isNaN(time) && month > startMonth)) return times;
    if (time >= t0) times.push(time);
  }
}

/** `month` counts from January of the year 0. */
function firstOfMonth(month: number): number {
  const date = new Date(0);
  // Date.UTC takes the years 0 to 99 for those of the last century.
  return date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
}

/** The unit a tick is named by: midnight among hours is a day, January among months names its year. */
export function tickUnit(timeMs: number, unit: TimeUnit): TimeUnit {
  const date = new Date(timeMs);
  if (unit === 'month') return date.getUTCMonth() === 0 ? 'month-of-year' : 'month';
  if (unit === 'year' || unit === 'day') return unit;
  if (timeMs % DAY_MS === 0) return 'day';
  if (unit === 'second' && timeMs % MINUTE === 0) return 'minute';
  return unit;
}

/** How exactly the times of a series must be written to be told apart. */
export function unitOfTimes(times: readonly number[]): TimeUnit {
  const all = (fits: (time: number) => boolean): boolean => times.every(fits);
  if (!all((time) => time % SECOND === 0)) return 'millisecond';
  if (!all((time) => time % MINUTE === 0)) return 'second';
  if (!all((time) => time % DAY_MS === 0)) return 'minute';
  const firsts = times.length > 1 && all((time) => new Date(time).getUTCDate() === 1);
  return firsts ? 'month-of-year' : 'day';
}
