import { type Calendar, dayInMonth, type MonthCalendar, settledDay, type WeekdayCalendar } from './calendar.js';
import { dayMs, dayOf, monthOf, weekdayOf } from './months.js';

/** The last moment that dates can name (ECMA-262, 21.4.1.1): in the year 275760. */
const calendarEndMs = 8.64e15;

/** The forecast would reach past the last date there is. */
export class CalendarEndError extends Error {}

/**
 * The next points of the calendar after a time. What the calendar leaves open comes from that time: the time of day,
 * the months of the year. All is counted in UTC, so daylight saving moves nothing: local times continue with the
 * offset that the last one had.
 * @param lastMs whole epoch milliseconds.
 * @returns `horizon` whole epoch milliseconds, strictly ascending, all after `lastMs`.
 * @throws CalendarEndError
 */
export function futureTimestamps(calendar: Calendar, lastMs: number, horizon: number): Float64Array {
  // Before the memory is asked for: horizons that are no arrays are too far as well.
  if (lastMs + leastMs(calendar, horizon) > calendarEndMs) throw new CalendarEndError();
  const future = pointsAfter(calendar, lastMs, horizon);
  if (horizon > 0 && !((future[horizon - 1] ?? 0) <= calendarEndMs)) throw new CalendarEndError();
  return future;
}

/** So far at least the points reach, wherever between two of them the first step begins. */
function leastMs(calendar: Calendar, count: number): number {
  if (calendar.kind === 'months') return (count - 1) * calendar.step * 28 * dayMs;
  if (calendar.kind === 'weekdays') return (count / calendar.weekdays.length - 2) * 7 * dayMs;
  return (count - 1) * Math.max(1, calendar.stepMs);
}

/** The same without an end: past the last date the numbers go on. */
export function pointsAfter(calendar: Calendar, startMs: number, count: number): Float64Array {
  const points = new Float64Array(count);
  if (calendar.kind === 'months') continueMonths(calendar, startMs, points);
  else if (calendar.kind === 'weekdays') continueWeekdays(calendar, startMs, points);
  else continueSteps(Math.max(1, calendar.stepMs), startMs, points);
  return points;
}

function continueSteps(stepMs: number, lastMs: number, future: Float64Array): void {
  for (let i = 0; i < future.length; i++) future[i] = Math.round(lastMs + stepMs * (i + 1));
}

function continueMonths({ step, day, offsetMs }: MonthCalendar, lastMs: number, future: Float64Array): void {
  const localMs = lastMs + offsetMs;
  const lastDay = dayOf(localMs);
  const timeOfDayMs = localMs - lastDay * dayMs;
  const month = monthOf(lastDay);
  const settled = settledDay(day, lastDay);
  for (let i = 0; i < future.length; i++) {
    future[i] = dayInMonth(month + step * (i + 1), settled) * dayMs + timeOfDayMs - offsetMs;
  }
}

function continueWeekdays({ weekdays }: WeekdayCalendar, lastMs: number, future: Float64Array): void {
  const lastDay = dayOf(lastMs);
  const weekday = weekdayOf(lastDay);
  const sundayMs = lastMs - weekday * dayMs;
  const rank = weekdays.filter((day) => day <= weekday).length;
  for (let i = 0; i < future.length; i++) {
    const week = Math.floor((rank + i) / weekdays.length);
    future[i] = sundayMs + (week * 7 + (weekdays[(rank + i) % weekdays.length] ?? 0)) * dayMs;
  }
}
