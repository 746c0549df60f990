import { formatsFor, plural } from '../formats.js';

export const { number } = formatsFor('en');
export const creditWord = (count: number) => plural('en', count, { one: 'credit', other: 'credits' });
export const rowWord = (count: number) => plural('en', count, { one: 'row', other: 'rows' });
/** `12 credits` */
export const creditsOf = (count: number) => `${number(count)} ${creditWord(count)}`;

const tenths = (value: number) => number(Math.round(value * 10) / 10);
export const sizeOf = (bytes: number) =>
  bytes < 1_048_576 ? `${tenths(bytes / 1_024)} KB` : `${tenths(bytes / 1_048_576)} MB`;
