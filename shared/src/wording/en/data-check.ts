import { plural } from '../formats.js';
import { number, rowWord } from './words.js';

const months = 'January February March April May June July August September October November December'.split(' ');

export const dataCheck = {
  invalidRows: {
    summary: (count: number) =>
      `${number(count)} ${rowWord(count)} could not be read and ${plural('en', count, { one: 'is', other: 'are' })} not charged`,
    caption: 'Rows that could not be read',
    line: 'Line',
    time: 'time',
    price: 'value',
    problem: 'Problem',
    code: 'Code',
    empty: 'empty',
    moreAlike: (shown: number, all: number) => `${number(shown)} of ${number(all)}, the rest have the same fault.`,
    more: (shown: number, all: number) => `The first ${number(shown)} of ${number(all)}.`,
    missingTime: { what: 'No time', fix: 'Enter a date or a time' },
    missingPrice: { what: 'No value', fix: 'Enter a number' },
    noTimeColumn: { what: 'No column with the time', fix: 'Name it timestamp, date or time' },
    noPriceColumn: { what: 'No column with the value', fix: 'Name it price, value or y' },
    notARow: { what: 'Not a row', fix: 'A row is an object with a time and a value' },
    excelError: { what: 'Excel formula error', fix: 'Recalculate the cell' },
    noSuchDate: 'No such date',
    monthHas: (month: number, days: number, year?: number) =>
      `${months[month - 1] ?? ''}${month === 2 && year !== undefined ? ` ${year}` : ''} has ${days} days`,
    noSuchMonth: { what: 'No such month', fix: 'Months go from 1 to 12' },
    noSuchHour: { what: 'No such time of day', fix: 'Hours go from 0 to 23, minutes to 59' },
    timeOutOfRange: { what: 'A number that is no time', fix: 'Seconds or milliseconds since 1970, or an Excel date' },
    notATime: { what: 'Not a date or time', fix: 'Write it as 2026-11-24 21:00' },
    notANumber: { what: 'Not a number', fix: 'Enter a number' },
    notFinite: { what: 'Not a finite number', fix: 'Enter a number' },
    letterForZero: 'Letter “O” instead of zero',
    looksLike: (text: string) => `Looks like ${text}`,
    unclearNumber: { what: 'Not clear which number', fix: 'Write it as 1234.56' },
    numberWithMore: { what: 'More than a number', fix: 'Leave the number alone in the cell' },
    textForNumber: { what: 'Text instead of a number', fix: 'Enter a number' },
    unknown: { what: 'The row could not be read', fix: 'Compare it with its neighbours' },
  },
  warnings: {
    title: 'What we decided about the data',
    share: (part: number, all: number) => `${number(part)} of ${number(all)}`,
    point: (place: number) => `point ${number(place)}`,
    sentences: {
      decimal_assumed: (example: string) =>
        `No value shows whether the sign in “${example}” is a decimal sign or stands between thousands. It was read as a decimal sign.`,
      decimal_mixed: (example: string) =>
        `The values use two decimal signs, and “${example}” shows the rarer one. Each was read as it stands.`,
      date_order_assumed: (example: string) =>
        `No date shows whether the day or the month comes first, as in “${example}”. It was read by the likelier order.`,
      date_order_mixed: (example: string) =>
        `Some dates begin with the day, others with the month, and “${example}” shows the rarer order. Each was read as it stands.`,
      two_digit_years: (example: string) => `Years of two digits, as in “${example}”, were read as 1969 to 2068.`,
      several_time_columns: (example: string) =>
        `Several columns can be the time. The first was read, and not ${example}.`,
      several_price_columns: (example: string) =>
        `Several columns can be the value. The first was read, and not ${example}.`,
      no_time_column: () => 'No column has a name that means time: timestamp, ts, date, datetime or time.',
      no_price_column: () => 'No column has a name that means value: price, close, value, target or y.',
      time_from_index: () => 'No column holds the time. The index of the rows was read as such.',
      encoding_assumed: (example: string) =>
        `The text is not in UTF-8 and was read as windows-1251, which makes “${example}” of a word. If that is wrong, save the file as UTF-8.`,
      rows_longer_than_header: () =>
        'Some rows have more cells than the header, and what is beyond it was not read. Put numbers with a comma in quotes, or use another separator.',
      several_sheets: (example: string) => `Several sheets have a time and a value. “${example}” was read.`,
      too_short: () => 'The series is very short, hardly a pattern to learn from. Send 10 points or more.',
      horizon_far: () => 'The forecast reaches further ahead than the history goes back. Trust its near part more.',
      constant: () => 'All values are the same, and so is the forecast.',
      mostly_missing: (_example: string, _place: string, share: string) =>
        `Most of the points are missing${share ? ` (${share})` : ''}. Those that are there were treated as equally spaced.`,
      gaps_interpolated: (_example: string, _place: string, share: string) =>
        `Points are missing${share ? ` (${share})` : ''} and were interpolated.`,
      irregular: () => 'The times follow no calendar. The points were treated as equally spaced.',
      duplicates_averaged: (_example: string, _place: string, share: string) =>
        `Rows repeat the time of another${share ? ` (${share})` : ''}. Values of the same time were averaged.`,
      aggregated: (_example: string, _place: string, share: string) =>
        `Several points fall into the same step of the calendar${share ? ` (${share})` : ''}. Such values were averaged.`,
      times_approximate: (_example: string, _place: string, share: string) =>
        `Some times lie beside the calendar${share ? ` (${share})` : ''} and were read as its nearest points.`,
      held_at_last_finite_value: () =>
        'The forecast would leave the range of numbers. From there its last value is repeated.',
      held_at_zero: () => 'The forecast would go below zero, where the series never was. It was held at zero.',
      below_zero: () => 'The forecast goes below zero, where the series never was.',
      outliers: (_example: string, place: string) =>
        `Some values are far from their neighbours${place ? `, the first at ${place}` : ''}. Check whether that is an error.`,
      structural_break: (_example: string, place: string) =>
        `The level changes abruptly${place ? ` at ${place}` : ''}. What came before may mislead the forecast.`,
    },
  },
};
