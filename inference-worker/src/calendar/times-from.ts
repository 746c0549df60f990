import { type Calendar, dayInMonth, type MonthCalendar, monthCalendar, settledDay } from './calendar.js';
import { futureTimestamps } from './future-timestamps.js';
import { dayMs, dayOf, monthOf, weekdayOf } from './months.js';

/**
 * The first `count` points of a calendar that are not before a start, at the start's time of day. Month ends from
 * 1 January on begin with 31 January, quarters' ends with 31 March, business days from a Saturday on with Monday.
 * @param startMs whole epoch milliseconds.
 * @returns whole epoch milliseconds, strictly ascending.
 * @throws CalendarEndError
 */
export function timesFrom(calendar: Calendar, startMs: number, count: number): Float64Array {
  const anchored = anchoredAt(calendar, startMs);
  const times = new Float64Array(count);
  if (count === 0) return times;
  times[0] = firstFrom(anchored, startMs);
  times.set(futureTimestamps(anchored, times[0], count - 1), 1);
  return times;
}

/** The calendar with its days of the month settled where it leaves them to the start: `monthly` from the 30th on is each 30th. */
export function anchoredAt(calendar: Calendar, startMs: number): Calendar {
  if (calendar.kind !== 'months' || calendar.day !== 'same') return calendar;
  const { step, day, phase, offsetMs } = calendar;
  return monthCalendar(step, settledDay(day, dayOf(startMs + offsetMs)), phase, offsetMs);
}

function firstFrom(calendar: Calendar, startMs: number): number {
  if (calendar.kind === 'months') return firstMonthFrom(calendar, startMs);
  if (calendar.kind !== 'weekdays' || calendar.weekdays.includes(weekdayOf(dayOf(startMs)))) return startMs;
  return futureTimestamps(calendar, startMs, 1)[0] ?? startMs;
}

function firstMonthFrom({ step, day, phase, offsetMs }: MonthCalendar, startMs: number): number {
  const startDay = dayOf(startMs + offsetMs);
  const settled = settledDay(day, startDay);
  let month = monthOf(startDay);
  if (phase !== null) month += (((phase - month) % step) + step) % step;
  if (dayInMonth(month, settled) < startDay) month += phase === null ? 1 : step;
  return startMs + (dayInMonth(month, settled) - startDay) * dayMs;
}
