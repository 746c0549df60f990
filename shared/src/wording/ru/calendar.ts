import type { DataTexts } from '../data-texts.js';

export const calendar: Pick<DataTexts, 'calendar'> = {
  calendar: {
    months: ['янв', 'фев', 'мар', 'апр', 'май', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'],
    weekdays: ['вс', 'пн', 'вт', 'ср', 'чт', 'пт', 'сб'],
  },
};
