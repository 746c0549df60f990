import { formatsFor, plural } from '../formats.js';

export const { number } = formatsFor('ru');
export const creditWord = (count: number) =>
  plural('ru', count, { one: 'кредит', few: 'кредита', many: 'кредитов', other: 'кредита' });
export const accusativeRows = (count: number) =>
  plural('ru', count, { one: 'строку', few: 'строки', many: 'строк', other: 'строки' });
export const rowWord = (count: number) =>
  plural('ru', count, { one: 'строка', few: 'строки', many: 'строк', other: 'строки' });
/** `12 кредитов` */
export const creditsOf = (count: number) => `${number(count)} ${creditWord(count)}`;

const tenths = (value: number) => number(Math.round(value * 10) / 10);
export const sizeOf = (bytes: number) =>
  bytes < 1_048_576 ? `${tenths(bytes / 1_024)} КБ` : `${tenths(bytes / 1_048_576)} МБ`;
