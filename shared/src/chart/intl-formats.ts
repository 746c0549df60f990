import type { CalendarWords, ChartFormats, TimeUnit } from './types.js';

const MOST_DIGITS = 15;
const FEW_DIGITS = 6;
// Longer numbers than these are read as powers of ten.
const LARGEST_PLAIN = 1e15;
const MOST_DECIMALS = 10;

const two = (value: number): string => String(value).padStart(2, '0');

/** Formats of a chart in a language, with a day before its month and a clock of 24 hours. Minus is U+2212. */
export function intlFormats(locale: string, words: CalendarWords): ChartFormats {
  const plain = new Map<number, Intl.NumberFormat>();
  const number = (value: number, decimals: number): string => {
    if (value !== 0 && (Math.abs(value) >= LARGEST_PLAIN || decimals > MOST_DECIMALS)) {
      return withMinus(scientific(locale, value, decimals));
    }
    const digits = Math.max(0, Math.min(MOST_DECIMALS, decimals));
    const format =
      plain.get(digits) ??
      new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    plain.set(digits, format);
    return withMinus(format.format(value));
  };
  const day = (date: Date): string => `${date.getUTCDate()} ${words.months[date.getUTCMonth()] ?? ''}`;
  const monthOfYear = (date: Date): string => `${words.months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
  return {
    locale,
    words,
    number,
    timeTick: (timeMs, unit) => {
      const date = new Date(timeMs);
      if (unit === 'year') return String(date.getUTCFullYear());
      if (unit === 'month-of-year') return monthOfYear(date);
      if (unit === 'month') return words.months[date.getUTCMonth()] ?? '';
      return unit === 'day' ? day(date) : clock(date, unit);
    },
    moment: (timeMs, unit, withYear) => {
      const date = new Date(timeMs);
      if (unit === 'year') return String(date.getUTCFullYear());
      if (unit === 'month' || unit === 'month-of-year') return monthOfYear(date);
      const parts = withYear
        ? [`${day(date)} ${date.getUTCFullYear()}`]
        : [words.weekdays[date.getUTCDay()] ?? '', day(date)];
      return (unit === 'day' ? parts : [...parts, clock(date, unit)]).join(', ');
    },
  };
}

function scientific(locale: string, value: number, decimals: number): string {
  const wanted = Math.floor(Math.log10(Math.abs(value))) + decimals;
  const maximumFractionDigits = Math.max(0, Math.min(MOST_DIGITS, Number.isFinite(wanted) ? wanted : FEW_DIGITS));
  return new Intl.NumberFormat(locale, { notation: 'scientific', maximumFractionDigits }).format(value);
}

const withMinus = (text: string): string => text.replace(/-/g, '\u2212').replace(/^\u2212(?=[0.,]*$)/, '');

function clock(date: Date, unit: TimeUnit): string {
  const minutes = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  if (unit === 'minute' || unit === 'hour') return minutes;
  const seconds = `${minutes}:${two(date.getUTCSeconds())}`;
  return unit === 'second' ? seconds : `${seconds}.${String(date.getUTCMilliseconds()).padStart(3, '0')}`;
}
