import { dayMs, daysIn, firstDayOf, monthOf, weekdayOf } from './months.js';

/**
 * Where in its month a point lies: a day of 1 to 31, in shorter months their last; the last day; the first or the last
 * day from Monday to Friday; or the day of the time that is continued, whichever that is.
 */
export type MonthDay = SettledMonthDay | 'same';
export type SettledMonthDay = number | 'end' | 'business start' | 'business end';

interface Named {
  /** As a person reads it after "one point every": `hour`, `15 minutes`, `business day`, `month end`. */
  name: string;
}

/** Seconds to weeks. */
export interface FixedCalendar extends Named {
  kind: 'fixed';
  /** Above 0; a fraction where the series was measured at one, as by a clock of 60 Hz. */
  stepMs: number;
}

/** The same days of each week, Monday to Friday for business days. */
export interface WeekdayCalendar extends Named {
  kind: 'weekdays';
  /** Ascending, Sunday is 0. */
  weekdays: readonly number[];
}

/** Months to years. */
export interface MonthCalendar extends Named {
  kind: 'months';
  /** 1 for months, 3 for quarters, 12 for years. */
  step: number;
  day: MonthDay;
  /** Which months of the year, modulo `step` (January is 0), where that is not left to the time that is continued. */
  phase: number | null;
  /** Added to a time before its day is read: midnight of a place east of Greenwich lies on the day before in UTC. */
  offsetMs: number;
}

/** No calendar: the points are taken as equally spaced. */
export interface IrregularCalendar extends Named {
  kind: 'irregular';
  /** The median distance of neighbours, above 0. */
  stepMs: number;
}

export type Calendar = FixedCalendar | WeekdayCalendar | MonthCalendar | IrregularCalendar;

const units: [ms: number, name: string][] = [
  [7 * dayMs, 'week'],
  [dayMs, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
  [1, 'millisecond'],
];

export function fixedCalendar(stepMs: number): FixedCalendar {
  return { kind: 'fixed', name: durationName(stepMs), stepMs };
}

/** `day`, `15 minutes`, `90 seconds`: in the largest unit that divides it; rounded when none does. */
export function durationName(ms: number): string {
  const whole = units.find(([unitMs]) => ms % unitMs === 0);
  if (whole) return counted(ms / whole[0], whole[1]);
  const [unitMs, unit] = units.find(([unitMs]) => unitMs <= ms) ?? [1, 'millisecond'];
  return counted(Number((ms / unitMs).toPrecision(4)), unit);
}

export function weekdayCalendar(weekdays: readonly number[]): WeekdayCalendar {
  return { kind: 'weekdays', name: weekdaysName(weekdays), weekdays };
}

function weekdaysName(weekdays: readonly number[]): string {
  if (weekdays.length === 1) return 'week';
  if (weekdays.length === 7) return 'day';
  const rests = weekdays.filter((day) => !weekdays.includes((day + 1) % 7)).length;
  return weekdays.length === 5 && rests === 1 ? 'business day' : `${weekdays.length} days a week`;
}

export function monthCalendar(step: number, day: MonthDay, phase: number | null = null, offsetMs = 0): MonthCalendar {
  return { kind: 'months', name: monthsName(step, day), step, day, phase, offsetMs };
}

function monthsName(step: number, day: MonthDay): string {
  if (step === 1) {
    if (day === 'end') return 'month end';
    if (day === 'business start' || day === 'business end') return `business month ${day.slice(9)}`;
  }
  if (step === 3) return 'quarter';
  if (step === 6) return 'half-year';
  return step % 12 === 0 ? counted(step / 12, 'year') : counted(step, 'month');
}

export function irregularCalendar(stepMs: number): IrregularCalendar {
  return { kind: 'irregular', name: 'irregular', stepMs };
}

function counted(count: number, unit: string): string {
  return count === 1 ? unit : `${count} ${unit}s`;
}

/** What `same` means to a series with a point on this day: that day of the month, or the month's end if it lies there. */
export function settledDay(day: MonthDay, ofDay: number): SettledMonthDay {
  if (day !== 'same') return day;
  const month = monthOf(ofDay);
  const dayOfMonth = ofDay - firstDayOf(month) + 1;
  return dayOfMonth === daysIn(month) ? 'end' : dayOfMonth;
}

/** The day of a month on which the calendar has its point. */
export function dayInMonth(month: number, day: SettledMonthDay): number {
  const first = firstDayOf(month);
  if (day === 'business start') {
    const weekday = weekdayOf(first);
    return first + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
  }
  const last = first + daysIn(month) - 1;
  if (day === 'end') return last;
  if (day === 'business end') {
    const weekday = weekdayOf(last);
    return last - (weekday === 6 ? 1 : weekday === 0 ? 2 : 0);
  }
  return Math.min(last, first + day - 1);
}
