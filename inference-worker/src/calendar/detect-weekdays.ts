import { type WeekdayCalendar, weekdayCalendar } from './calendar.js';
import { dayMs, dayOf, weekdayOf } from './months.js';
import { enough } from './steps.js';

/** Times of day may move by an hour of daylight saving and some minutes. */
const dayTolerance = 1.5 / 24;
/** A weekday with fewer of the times than this share is not of the calendar: a Saturday that was once worked. */
const minWeekdayShare = 0.01;
/** Of the days of the calendar no more than this share may be missing. */
const maxMissingShare = 1 / 3;

/**
 * How unlikely the missing weekdays must be as gaps that fell there by chance: business days are what one expects,
 * other rests of two days less so, and any other choice of days hardly.
 */
const maxChance = { businessDays: 0.05, twoDaysRest: 0.01, other: 1e-5 };

/**
 * Business days, or other days of the week that times keep to: two to six of them. Days are counted from the last time
 * on, so a time of day that daylight saving moves across midnight stays with its day.
 * @param times epoch milliseconds, strictly ascending, at least two.
 */
export function detectWeekdays(times: Float64Array, steps: Float64Array): WeekdayCalendar | null {
  const first = steps[0] ?? 0;
  if (steps.every((step) => step === first)) return null;
  const wholeDays = steps.reduce((count, step) => count + (isWholeDays(step / dayMs) ? 1 : 0), 0);
  if (wholeDays < enough(steps.length)) return null;

  const lastMs = times[times.length - 1] ?? 0;
  const lastDay = dayOf(lastMs);
  const counts = new Float64Array(7);
  for (const time of times) {
    const weekday = weekdayOf(lastDay + Math.round((time - lastMs) / dayMs));
    counts[weekday] = (counts[weekday] ?? 0) + 1;
  }
  const weekdays = [0, 1, 2, 3, 4, 5, 6].filter((day) => (counts[day] ?? 0) > minWeekdayShare * times.length);
  if (weekdays.length < 2 || weekdays.length > 6) return null;

  const firstDay = lastDay + Math.round(((times[0] ?? 0) - lastMs) / dayMs);
  const restDays = countDays(firstDay, lastDay, (weekday) => !weekdays.includes(weekday));
  const workDays = lastDay - firstDay + 1 - restDays;
  const missing = Math.max(0, workDays - times.length);
  if (missing > maxMissingShare * workDays) return null;
  const missingShare = (missing + 0.5) / (workDays + 1);
  return missingShare ** restDays < chanceAllowed(weekdays) ? weekdayCalendar(weekdays) : null;
}

function isWholeDays(days: number): boolean {
  return days > 0.5 && Math.abs(days - Math.round(days)) <= dayTolerance;
}

function countDays(first: number, last: number, counts: (weekday: number) => boolean): number {
  const weeks = Math.floor((last - first + 1) / 7);
  let count = weeks * [0, 1, 2, 3, 4, 5, 6].filter(counts).length;
  for (let day = first + weeks * 7; day <= last; day++) if (counts(weekdayOf(day))) count++;
  return count;
}

function chanceAllowed(weekdays: readonly number[]): number {
  if (weekdays.join() === '1,2,3,4,5') return maxChance.businessDays;
  const rests = weekdays.filter((day) => !weekdays.includes((day + 1) % 7)).length;
  return weekdays.length === 5 && rests === 1 ? maxChance.twoDaysRest : maxChance.other;
}
