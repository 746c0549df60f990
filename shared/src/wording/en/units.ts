import { type PluralForms, plural } from '../formats.js';
import { number } from './words.js';

/** What distances between points, and lengths of time, are counted in. */
export const unitForms = {
  second: { one: 'second', other: 'seconds' },
  minute: { one: 'minute', other: 'minutes' },
  hour: { one: 'hour', other: 'hours' },
  day: { one: 'day', other: 'days' },
  week: { one: 'week', other: 'weeks' },
  month: { one: 'month', other: 'months' },
  quarter: { one: 'quarter', other: 'quarters' },
  year: { one: 'year', other: 'years' },
  point: { one: 'point', other: 'points' },
} satisfies Record<string, PluralForms>;
export type Unit = keyof typeof unitForms;

export const unitWord = (count: number, unit: Unit = 'point') => plural('en', count, unitForms[unit]);
/** `168 hours` */
export const countOf = (count: number, unit: Unit = 'point') => `${number(count)} ${unitWord(count, unit)}`;
