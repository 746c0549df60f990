import { type ClockTime, inRange, timeOf } from './calendar-time.js';
import type { DatasetWarning } from './dataset-warning.js';
import { fixedWidthIso } from './iso-time.js';
import { monthNamed } from './month-names.js';
import { timeOfNumber } from './numeric-time.js';
import type { DateOrder } from './reading-options.js';
import { TwoReadings } from './two-readings.js';

const clock =
  '(?:(?:T|,? )(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?(?: ?([AP]M))? ?(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?)?';
/** Groups by position, because named ones cost half of the parsing; the clock's begin at the fourth. */
const yearFirst = [
  new RegExp(`^(\\d{4})-(\\d{1,2})(?:-(\\d{1,2})${clock})?$`, 'i'),
  new RegExp(`^(\\d{4})[/.](\\d{1,2})[/.](\\d{1,2})${clock}$`, 'i'),
  new RegExp(`^((?:19|20)\\d{2})(\\d{2})(\\d{2})${clock}$`, 'i'),
];
/** `31.01.2024`, `1/31/24`, `31-1-2024` */
const yearLast = new RegExp(`^(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4}|\\d{2})${clock}$`, 'i');
/** `2 Jan 2024`, `02-янв-24`, `Tue, 2 January 2024` */
const dayMonthName = new RegExp(
  `^(?:\\p{L}{2,11},? )?(\\d{1,2})[ -](\\p{L}{3,10})\\.?[ ,-]{1,2}(\\d{4}|\\d{2})(?: г\\.?)?${clock}$`,
  'iu',
);
/** `Jan 2, 2024` */
const monthNameDay = new RegExp(`^(?:\\p{L}{2,11},? )?(\\p{L}{3,10})\\.? (\\d{1,2}),? (\\d{4})${clock}$`, 'iu');
const quarter = /^(?:(\d{4})[ -]?Q([1-4])|Q([1-4])[ -](\d{4}))$/i;
const numeric = /^\d+(?:[.,]\d+)?$/;

/**
 * Reads a column of times. Text without a zone is UTC, wherever the server stands. A bare number is a year, a day
 * `YYYYMMDD`, a spreadsheet's date, or epoch seconds, milliseconds, microseconds or nanoseconds by its size. Dates that
 * can be read day-first or month-first are settled at the end by what the rest of the column shows.
 */
export class TimeColumn {
  private readonly readings = new TwoReadings<DateOrder>(['dmy', 'mdy']);
  /** The first year of two digits. */
  private shortYear: { text: string; year: number } | undefined;

  /**
   * @param order the only order of day and month, when the sender has told it.
   * @param slashOrder how `01/02/2024` is read where nothing decides; with points the day always comes first.
   */
  constructor(
    private readonly order: DateOrder | undefined,
    private slashOrder: DateOrder = 'mdy',
  ) {}

  /** For files from where slashed dates begin with the day. */
  preferDayFirst(): void {
    this.slashOrder = 'dmy';
  }

  /** @returns epoch milliseconds in the years 1000..9999; NaN when the value is no time. */
  read(value: unknown): number {
    this.readings.begin();
    if (typeof value === 'string') return value.length > 64 ? Number.NaN : this.readText(value);
    if (typeof value === 'number') return timeOfNumber(value);
    if (typeof value === 'bigint') return timeOfNumber(Number(value));
    return value instanceof Date ? inRange(value.getTime()) : Number.NaN;
  }

  /** Notes where the value just read is kept, so that it can be settled. */
  keepAt(position: number): void {
    this.readings.keepAt(position);
  }

  private readText(raw: string): number {
    const fast = fixedWidthIso(raw);
    if (fast !== undefined) return fast;
    const text = raw.trim();
    for (const form of yearFirst) {
      const found = form.exec(text);
      if (found) return timeOf(Number(found[1]), Number(found[2]), Number(found[3] ?? 1), clockOf(found, 4));
    }
    const numbers = yearLast.exec(text);
    if (numbers) return this.readYearLast(numbers, raw);
    if (numeric.test(text)) return timeOfNumber(Number(text.replace(',', '.')));
    return this.readNamed(text, raw);
  }

  private readYearLast(found: RegExpExecArray, raw: string): number {
    const [first, second] = [Number(found[1]), Number(found[3])];
    const fullYear = this.fullYear(found[4] ?? '', raw);
    const atClock = clockOf(found, 5);
    const readings = { dmy: timeOf(fullYear, second, first, atClock), mdy: timeOf(fullYear, first, second, atClock) };
    return this.choose(readings, found[2] === '.' ? 'dmy' : this.slashOrder, raw);
  }

  private choose(readings: Record<DateOrder, number>, preferred: DateOrder, raw: string): number {
    if (this.order) return readings[this.order];
    const only = Number.isNaN(readings.mdy) ? 'dmy' : Number.isNaN(readings.dmy) ? 'mdy' : undefined;
    if (only) {
      if (!Number.isNaN(readings[only])) this.readings.show(only, raw);
      return readings[only];
    }
    const [value, other] = [readings[preferred], readings[preferred === 'dmy' ? 'mdy' : 'dmy']];
    if (other !== value) this.readings.leaveOpen(preferred, { text: raw, value, other });
    return value;
  }

  private readNamed(text: string, raw: string): number {
    const quarters = quarter.exec(text);
    if (quarters) return timeOf(Number(quarters[1] ?? quarters[4]), 3 * Number(quarters[2] ?? quarters[3]) - 2, 1);
    const dayFirst = dayMonthName.exec(text);
    if (dayFirst) {
      const [, day, month = '', years = ''] = dayFirst;
      return timeOf(this.fullYear(years, raw), monthNamed(month), Number(day), clockOf(dayFirst, 4));
    }
    const found = monthNameDay.exec(text);
    return found
      ? timeOf(Number(found[3]), monthNamed(found[1] ?? ''), Number(found[2]), clockOf(found, 4))
      : Number.NaN;
  }

  /** Two digits are 1969..2068, as POSIX reads them. */
  private fullYear(digits: string, raw: string): number {
    if (digits.length === 4) return Number(digits);
    const year = Number(digits) + (Number(digits) < 69 ? 2000 : 1900);
    this.shortYear ??= { text: raw, year };
    return year;
  }

  /**
   * Settles what had two readings, once all values are read.
   * @param times corrected in place, at the positions told by `keepAt`.
   */
  settle(times: Float64Array): DatasetWarning[] {
    const { decided, mixed, assumed } = this.readings.settle(times);
    const { shortYear } = this;
    const warnings: DatasetWarning[] = [];
    if (mixed) {
      warnings.push({
        code: 'date_order_mixed',
        message: `Some dates begin with the day ("${mixed.shown.dmy}"), others with the month ("${mixed.shown.mdy}"). Each was read as it stands${decided ? `; a date with two readings begins with the ${decided === 'dmy' ? 'day' : 'month'}` : ''}.`,
        example: mixed.rare,
      });
    }
    if (assumed) {
      warnings.push({
        code: 'date_order_assumed',
        message: `No date shows whether the day or the month comes first; "${assumed.text}" was read as ${dayText(assumed.value)}. Send the field date_order ("dmy" or "mdy") to decide it.`,
        example: assumed.text,
      });
    }
    if (shortYear) {
      warnings.push({
        code: 'two_digit_years',
        message: `Years of two digits were read as 1969 to 2068: "${shortYear.text}" is in ${shortYear.year}.`,
        example: shortYear.text,
      });
    }
    return warnings;
  }
}

const dayText = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 10);

/** @param at the first of the clock's groups: hour, minute, second, fraction, AM or PM, zone. */
function clockOf(found: RegExpExecArray, at: number): ClockTime | undefined {
  const hour = found[at];
  if (hour === undefined) return undefined;
  return {
    hour: Number(hour),
    minute: Number(found[at + 1]),
    second: Number(found[at + 2] ?? 0),
    fraction: found[at + 3] ?? '',
    half: found[at + 4],
    zone: found[at + 5],
  };
}
