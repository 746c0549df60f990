import { formatsFor, plural } from '../formats.js';

export const { number } = formatsFor('en');
export const creditWord = (count: number) => plural('en', count, { one: 'credit', other: 'credits' });
export const rowWord = (count: number) => plural('en', count, { one: 'row', other: 'rows' });
