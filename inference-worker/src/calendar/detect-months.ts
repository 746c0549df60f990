import { medianOf } from '../numerics/statistics.js';
import { dayInMonth, type MonthCalendar, monthCalendar, type SettledMonthDay } from './calendar.js';
import { dayMs, dayOf, firstDayOf, monthOf } from './months.js';
import { enough, modeOf, stepsOf } from './steps.js';

/** But for an hour of daylight saving and some more. */
export const shortestMonthMs = 27.5 * dayMs;
const hourMs = 3_600_000;
/** So many times one a month are no chance, wherever in their months they lie. */
const minLooseTimes = 6;
const minLooseShare = 0.8;

/** Days as months see them, and the months' numbers. */
interface DaysAndMonths {
  days: Float64Array;
  months: Float64Array;
}

/**
 * Months, quarters, years or other steps of months, whose times lie on the same day of the month (or its last one),
 * on the last day, or on the first or last working day. Days are first read in UTC; should that fit nothing, as if the
 * last time were midnight at its place, with or without daylight saving.
 * @param times epoch milliseconds, strictly ascending, at least two.
 */
export function detectMonths(times: Float64Array, steps: Float64Array): MonthCalendar | null {
  if (medianOf(steps) < shortestMonthMs) return null;
  const lastMs = times[times.length - 1] ?? 0;
  const toMidnightMs = (dayOf(lastMs) + 1) * dayMs - lastMs;
  for (const offsetMs of [0, toMidnightMs % dayMs, (toMidnightMs + hourMs) % dayMs]) {
    const read = readAt(times, offsetMs);
    const step = monthStep(read.months);
    const day = step === null ? null : monthDay(read);
    if (step !== null && day !== null) return monthCalendar(step, day, null, offsetMs);
  }
  return null;
}

/**
 * One time a month (or another step of months) on varying days, such as days of publication. Should they vary around
 * the turn of the month, months are counted from their middle.
 */
export function detectLooseMonths(times: Float64Array, steps: Float64Array): MonthCalendar | null {
  if (times.length < minLooseTimes || medianOf(steps) < shortestMonthMs) return null;
  for (const offsetMs of [0, 15 * dayMs]) {
    const { days, months } = readAt(times, offsetMs);
    const { mode: step, count } = modeOf(stepsOf(months));
    if (step > 0 && count >= minLooseShare * steps.length) {
      const daysOfMonth = days.map((day, i) => day - firstDayOf(months[i] ?? 0) + 1);
      return monthCalendar(step, Math.round(medianOf(daysOfMonth)), null, offsetMs);
    }
  }
  return null;
}

function readAt(times: Float64Array, offsetMs: number): DaysAndMonths {
  const days = times.map((time) => dayOf(time + offsetMs));
  return { days, months: days.map(monthOf) };
}

/** The usual number of months from one time to the next, which others are multiples of; else what divides them all. */
function monthStep(months: Float64Array): number | null {
  const steps = stepsOf(months);
  const { mode } = modeOf(steps);
  if (mode > 0) {
    const multiples = steps.reduce((count, step) => count + (step > 0 && step % mode === 0 ? 1 : 0), 0);
    if (multiples >= enough(steps.length)) return mode;
  }
  return steps.every((step) => step > 0) ? steps.reduce(greatestDivisor) : null;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** The rule that most of the days follow; null when it is not enough of them. */
function monthDay(read: DaysAndMonths): SettledMonthDay | null {
  const { days, months } = read;
  let latest = 0;
  for (let i = 0; i < days.length; i++) latest = Math.max(latest, (days[i] ?? 0) - firstDayOf(months[i] ?? 0) + 1);
  for (const rule of ['end', latest] as const) if (countOn(rule, read) === days.length) return rule;

  const usual = modeOf(days.map((day, i) => day - firstDayOf(months[i] ?? 0) + 1)).mode;
  let best: SettledMonthDay | null = null;
  let bestCount = enough(days.length) - 1;
  const business = days.length > 2 ? (['business end', 'business start'] as const) : [];
  for (const rule of ['end', latest, usual, ...business] as const) {
    const count = countOn(rule, read);
    if (count > bestCount) {
      best = rule;
      bestCount = count;
    }
  }
  return best;
}

function countOn(rule: SettledMonthDay, { days, months }: DaysAndMonths): number {
  let count = 0;
  for (let i = 0; i < days.length; i++) if (dayInMonth(months[i] ?? 0, rule) === days[i]) count++;
  return count;
}
