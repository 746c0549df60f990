export const dayMs = 86_400_000;

const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const meanMonthDays = 365.2425 / 12;

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
  const yearsOn = Math.floor(month / 12);
  const monthOfYear = month - yearsOn * 12;
  const year = 1970 + yearsOn;
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477;
  const leap = monthOfYear > 1 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  return yearsOn * 365 + leapDays + (daysBefore[monthOfYear] ?? 0) + leap;
}

/** The month that a day lies in; January 1970 is 0. */
export function monthOf(day: number): number {
  let month = Math.floor(day / meanMonthDays);
  while (firstDayOf(month) > day) month--;
  while (firstDayOf(month + 1) <= day) month++;
  return month;
}

/** 28 to 31. */
export function daysIn(month: number): number {
  return firstDayOf(month + 1) - firstDayOf(month);
}
