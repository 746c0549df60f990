import { type WeekdayCalendar, weekdayCalendar } from './calendar.js';
import { dayMs, dayOf, weekdayOf } from './months.js';
import { areAll, enough } from './steps.js';

/** By how much of a day the time of day may vary. */
const dayTolerance = 0.25;
/** A weekday with fewer of the times than this share is not of the calendar: a Saturday that was once worked. */
const minWeekdayShare = 0.01;
/** Of the days of the calendar no more than this share may be missing. */
const maxMissingShare = { business: 0.45, other: 1 / 3 };

/**
 * How unlikely it must be that days without a time are mere gaps: weekends are what one expects, other rests of two
 * days less so, and any other choice of days hardly.
 */
const maxChance = { weekend: 0.05, twoDaysRest: 1e-3, other: 1e-4 };

const week = [0, 1, 2, 3, 4, 5, 6];
const businessDays = [1, 2, 3, 4, 5];

/**
 * Business days, or other days of the week that times keep to: two to six of them. Days are counted from the last time
 * on, so a time of day that daylight saving moves across midnight stays with its day.
 * @param times epoch milliseconds, strictly ascending, at least two.
 */
export function detectWeekdays(times: Float64Array, steps: Float64Array): WeekdayCalendar | null {
  if (areAll(steps, steps[0] ?? 0)) return null;
  const wholeDays = steps.reduce((count, step) => count + (isWholeDays(step / dayMs) ? 1 : 0), 0);
  if (wholeDays < enough(steps.length)) return null;

  const lastMs = times[times.length - 1] ?? 0;
  const lastDay = dayOf(lastMs);
  const counts = new Float64Array(7);
  for (const time of times) {
    const weekday = weekdayOf(lastDay + Math.round((time - lastMs) / dayMs));
    counts[weekday] = (counts[weekday] ?? 0) + 1;
  }
  const weekdays = week.filter((day) => (counts[day] ?? 0) > minWeekdayShare * times.length);
  if (weekdays.length < 2) return null;

  const firstDay = lastDay + Math.round(((times[0] ?? 0) - lastMs) / dayMs);
  const span = { firstDay, lastDay, count: times.length };
  const withinBusiness = isWithin(weekdays, businessDays);
  if (weekdays.length < 7 && weekdays.join() !== businessDays.join()) {
    // Within business days the weekend tells nothing: only the other days of rest do.
    const expected = withinBusiness ? businessDays : week;
    const allowed = isFiveInTurn(weekdays) ? maxChance.twoDaysRest : maxChance.other;
    if (chanceOfRest(weekdays, expected, span) < allowed) return weekdayCalendar(weekdays);
  }
  const business = withinBusiness && chanceOfRest(businessDays, week, span) < maxChance.weekend;
  return business ? weekdayCalendar(businessDays) : null;
}

/**
 * The chance that gaps as frequent as those on `weekdays` would have hit every other day of those `expected`; 1 when
 * too many of the `weekdays` are missing for a calendar of theirs.
 */
function chanceOfRest(
  weekdays: readonly number[],
  expected: readonly number[],
  { firstDay, lastDay, count }: { firstDay: number; lastDay: number; count: number },
): number {
  const workDays = countDays(firstDay, lastDay, (weekday) => weekdays.includes(weekday));
  const restDays = countDays(firstDay, lastDay, (weekday) => expected.includes(weekday) && !weekdays.includes(weekday));
  const missing = Math.max(0, workDays - count);
  const allowed = weekdays === businessDays ? maxMissingShare.business : maxMissingShare.other;
  if (missing > allowed * workDays) return 1;
  return ((missing + 0.5) / (workDays + 1)) ** restDays;
}

function isWithin(weekdays: readonly number[], others: readonly number[]): boolean {
  return weekdays.every((day) => others.includes(day));
}

function isFiveInTurn(weekdays: readonly number[]): boolean {
  return weekdays.length === 5 && weekdays.filter((day) => !weekdays.includes((day + 1) % 7)).length === 1;
}

function isWholeDays(days: number): boolean {
  return days > 0.5 && Math.abs(days - Math.round(days)) <= dayTolerance;
}

function countDays(first: number, last: number, counts: (weekday: number) => boolean): number {
  const weeks = Math.floor((last - first + 1) / 7);
  let count = weeks * week.filter(counts).length;
  for (let day = first + weeks * 7; day <= last; day++) if (counts(weekdayOf(day))) count++;
  return count;
}
