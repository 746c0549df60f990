import { inRange, timeOf } from './calendar-time.js';

const msPerDay = 86_400_000;
/** Day 0 of a spreadsheet's calendar is 1899-12-30 for every date after February 1900. */
const spreadsheetEpochMs = Date.UTC(1899, 11, 30);
/** 1954..2119: wide enough for any real series, and never mistaken for a row number or a year. */
const spreadsheetDays = { from: 20_000, to: 80_000 };
/** Units of an epoch time by its size, each with how many make a millisecond: every one covers 1973..5138. */
const epochUnits = [
  { from: 1e8, to: 1e11, perMs: 0.001 },
  { from: 1e11, to: 1e14, perMs: 1 },
  { from: 1e14, to: 1e17, perMs: 1_000 },
  { from: 1e17, to: 1e20, perMs: 1_000_000 },
];

/**
 * A bare number as a time by its size: a year, a day `YYYYMMDD`, a spreadsheet's date, or epoch seconds, milliseconds,
 * microseconds or nanoseconds. In epoch milliseconds; NaN when it is none of these.
 */
export function timeOfNumber(number: number): number {
  if (Number.isInteger(number) && number >= 1900 && number <= 2099) return timeOf(number, 1, 1);
  if (number >= spreadsheetDays.from && number < spreadsheetDays.to) {
    return Math.round(spreadsheetEpochMs + number * msPerDay);
  }
  if (Number.isInteger(number) && number >= 19_000_101 && number <= 20_991_231) {
    return timeOf(Math.floor(number / 10_000), Math.floor(number / 100) % 100, number % 100);
  }
  const unit = epochUnits.find(({ from, to }) => number >= from && number < to);
  return unit ? inRange(Math.round(number / unit.perMs)) : Number.NaN;
}
