import { type PluralForms, plural } from '../formats.js';
import { number } from './words.js';

/** What distances between points, and lengths of time, are counted in. */
export const unitForms = {
  second: { one: 'секунда', few: 'секунды', many: 'секунд', other: 'секунды' },
  minute: { one: 'минута', few: 'минуты', many: 'минут', other: 'минуты' },
  hour: { one: 'час', few: 'часа', many: 'часов', other: 'часа' },
  day: { one: 'день', few: 'дня', many: 'дней', other: 'дня' },
  week: { one: 'неделя', few: 'недели', many: 'недель', other: 'недели' },
  month: { one: 'месяц', few: 'месяца', many: 'месяцев', other: 'месяца' },
  quarter: { one: 'квартал', few: 'квартала', many: 'кварталов', other: 'квартала' },
  year: { one: 'год', few: 'года', many: 'лет', other: 'года' },
  point: { one: 'точка', few: 'точки', many: 'точек', other: 'точки' },
} satisfies Record<string, PluralForms>;
export type Unit = keyof typeof unitForms;

export const unitWord = (count: number, unit: Unit = 'point') => plural('ru', count, unitForms[unit]);
/** `168 часов` */
export const countOf = (count: number, unit: Unit = 'point') => `${number(count)} ${unitWord(count, unit)}`;
