export const dayMs = 86_400_000;

// Years that begin with March, of which a leap day is the last, as Hinnant (2014), "chrono-Compatible Low-Level Date
// Algorithms", counts them: day 719468 of that count is 1970-01-01, and months of 153 days in fives repeat.
const daysTo1970 = 719_468;
const monthsTo1970 = 1970 * 12 - 2;

/** The day of 1970-01-01 is 0, before it are negative numbers. */
export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / dayMs);
}

/** Sunday is 0, as `Date.prototype.getUTCDay` has it. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** The first day of a month of the proleptic Gregorian calendar; January 1970 is month 0. (`Date.UTC` reads the years 0 to 99 as 1900 to 1999.) */
export function firstDayOf(month: number): number {
  const fromMarch = month + monthsTo1970;
  const year = Math.floor(fromMarch / 12);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leapDays + Math.floor((153 * (fromMarch - 12 * year) + 2) / 5) - daysTo1970;
}

/** The month that a day lies in; January 1970 is 0. */
export function monthOf(day: number): number {
  const fromMarch = day + daysTo1970;
  const era = Math.floor(fromMarch / 146_097);
  const dayOfEra = fromMarch - 146_097 * era;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - 365 * yearOfEra - Math.floor(yearOfEra / 4) + Math.floor(yearOfEra / 100);
  return 12 * (400 * era + yearOfEra) + Math.floor((5 * dayOfYear + 2) / 153) - monthsTo1970;
}

/** 28 to 31. */
export function daysIn(month: number): number {
  return firstDayOf(month + 1) - firstDayOf(month);
}
