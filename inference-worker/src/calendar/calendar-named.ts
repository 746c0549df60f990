import { type Calendar, fixedCalendar, type MonthDay, monthCalendar, weekdayCalendar } from './calendar.js';
import { dayMs } from './months.js';

interface MonthRule {
  step: number;
  day: MonthDay;
  /** The month of the year that points fall in, modulo `step`; null for that of the start. */
  phase: number | null;
}

const secondMs = 1000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
const weekMs = 7 * dayMs;

/** Words and, where no word is that short, the letters of pandas in lower case; `m` is a minute beside `h` and `s`. */
const fixedSteps = new Map<string, number>([
  ...named(1, 'ms milli millis millisecond milliseconds'),
  ...named(secondMs, 's sec secs second seconds secondly'),
  ...named(minuteMs, 'm t min mins minute minutes minutely'),
  ...named(hourMs, 'h hr hrs hour hours hourly'),
  ...named(dayMs, 'd day days daily'),
  ...named(weekMs, 'w week weeks weekly'),
  ...named(2 * weekMs, 'fortnight fortnights fortnightly biweekly'),
]);

const monthWords = new Map<string, MonthRule>([
  ...named(rule(1, 'same'), 'month months monthly'),
  ...named(rule(1, 'end'), 'month end,month ends', ','),
  ...named(rule(1, 1), 'month start,month starts', ','),
  ...named(rule(1, 'business start'), 'business month start', ','),
  ...named(rule(1, 'business end'), 'business month end', ','),
  ...named(rule(3, 'same'), 'q quarter quarters quarterly'),
  ...named(rule(6, 'same'), 'half-year half-years half-yearly semiannual semi-annual'),
  ...named(rule(12, 'same'), 'y a year years yearly annual annually'),
]);

const businessWords = new Set([
  'b',
  'bd',
  'business',
  'business day',
  'business days',
  'workday',
  'workdays',
  'weekdays',
]);

const weekdayLetters = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const monthLetters = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/**
 * The calendar that a person or a program means by a frequency: `monthly`, `15 minutes`, `2H`, `business day`, the
 * aliases of pandas (`MS`, `QE`, `W-SUN`, `15min`), ISO 8601 durations (`P1M`, `PT15M`), and every `name` of a calendar.
 * Months, quarters and years without a word on their days keep the day of the start.
 * @returns null when it names none.
 */
export function calendarNamed(frequency: string): Calendar | null {
  const text = frequency.trim();
  return ofDuration(text) ?? ofAlias(text) ?? ofWords(text);
}

const duration = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

function ofDuration(text: string): Calendar | null {
  const match = duration.exec(text);
  if (!match) return null;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  const step = years * 12 + months;
  const stepMs = weeks * weekMs + days * dayMs + hours * hourMs + minutes * minuteMs + seconds * secondMs;
  if (step > 0 && stepMs > 0) return null;
  return step > 0 ? monthsOf(rule(step, 'same')) : fixedOf(stepMs);
}

/** Those in which capital letters or a suffix tell what words don't: https://pandas.pydata.org/docs/user_guide/timeseries.html#offset-aliases. */
const alias = /^(\d+)?(?:(W)|(B?)([MQAY])([SE]?))(?:-([A-Z]{3}))?$/;

function ofAlias(text: string): Calendar | null {
  const match = alias.exec(text);
  if (!match) return null;
  const [, digits = '1', week, business, letter = '', edge, suffix] = match;
  const count = Number(digits);
  if (week) {
    if (suffix === undefined) return fixedOf(count * weekMs);
    const weekday = weekdayLetters.indexOf(suffix);
    return weekday < 0 || count !== 1 ? null : weekdayCalendar([weekday]);
  }
  const step = letter === 'M' ? 1 : letter === 'Q' ? 3 : 12;
  // Without a letter or a suffix that say where, the start of the series does.
  if (!edge && !business && suffix === undefined) return monthsOf(rule(step * count, 'same'));
  const starts = edge === 'S';
  const month = suffix === undefined ? (starts ? 0 : 11) : monthLetters.indexOf(suffix);
  if (month < 0 || (letter === 'M' && suffix !== undefined)) return null;
  const day: MonthDay = business ? (starts ? 'business start' : 'business end') : starts ? 1 : 'end';
  return monthsOf({ step: step * count, day, phase: count === 1 ? month % step : null });
}

function ofWords(text: string): Calendar | null {
  const match = /^(?:(\d+(?:\.\d+)?)\s*)?([a-z][a-z -]*)$/.exec(text.toLowerCase());
  if (!match) return null;
  const count = Number(match[1] ?? 1);
  const word = (match[2] ?? '').replace(/\s+/g, ' ');
  const stepMs = fixedSteps.get(word);
  if (stepMs !== undefined) return fixedOf(count * stepMs);
  const months = monthWords.get(word);
  if (months) return monthsOf({ ...months, step: months.step * count });
  return businessWords.has(word) && count === 1 ? weekdayCalendar([1, 2, 3, 4, 5]) : null;
}

/** The longest step that still has a future: a century of centuries. */
const maxStepMonths = 120_000;

function fixedOf(stepMs: number): Calendar | null {
  return stepMs >= 1 && stepMs <= maxStepMonths * 31 * dayMs ? fixedCalendar(stepMs) : null;
}

function monthsOf({ step, day, phase }: MonthRule): Calendar | null {
  return Number.isInteger(step) && step >= 1 && step <= maxStepMonths ? monthCalendar(step, day, phase) : null;
}

function named<T>(value: T, words: string, separator = ' '): [string, T][] {
  return words.split(separator).map((word) => [word, value]);
}

function rule(step: number, day: MonthDay): MonthRule {
  return { step, day, phase: null };
}
