import { formatsFor, plural } from '../formats.js';

export const { number } = formatsFor('ru');
export const creditWord = (count: number) =>
  plural('ru', count, { one: 'кредит', few: 'кредита', many: 'кредитов', other: 'кредита' });
export const accusativeRows = (count: number) =>
  plural('ru', count, { one: 'строку', few: 'строки', many: 'строк', other: 'строки' });
export const rowWord = (count: number) =>
  plural('ru', count, { one: 'строка', few: 'строки', many: 'строк', other: 'строки' });
