import { type CorpusCase, from } from './expected.js';

const csv = from('csv', 'csv');
const datePrice: [string, string] = ['date', 'price'];
const timeValue: [string, string] = ['time', 'value'];

/** A column of numbers of `generate_csv.py`: one a day from 2024-01-01. */
const numbers = (first: number, last: [string, number]) => ({
  valid: Number(last[0].slice(-2)),
  columns: datePrice,
  first: ['2024-01-01', first] as [string, number],
  last,
});
/** A column of times of `generate_csv.py`; the price is the row's number from 1. */
const times = (valid: number, first: [string, number], last: [string, number]) => ({
  valid,
  columns: timeValue,
  first,
  last,
});

const ofNumbers: CorpusCase[] = [
  csv('thousands-point.csv', numbers(1234.56, ['2024-01-04', -0.5])),
  csv('thousands-comma.csv', numbers(1234.56, ['2024-01-04', -0.5])),
  csv('thousands-space.csv', numbers(1234.56, ['2024-01-04', 1000.25])),
  csv('thousands-sign.csv', numbers(1234.5, ['2024-01-04', 12345678.5])),
  csv('thousands-settled-point.csv', numbers(1234, ['2024-01-02', 5678.5])),
  csv('thousands-settled-comma.csv', numbers(1234, ['2024-01-02', 5678.5])),
  csv('signs-and-exponents.csv', numbers(1.5, ['2024-01-06', 7])),
  csv('currencies.csv', numbers(1234.5, ['2024-01-04', -5.25])),
  csv('lone-comma.csv', { ...numbers(1.234, ['2024-01-03', 9.012]), warnings: ['decimal_assumed'] }),
  csv('lone-comma.csv', numbers(1234, ['2024-01-03', 9012]), { decimal: '.' }),
  csv('lone-comma.csv', numbers(1.234, ['2024-01-03', 9.012]), { decimal: ',' }),
  csv('lone-point.csv', { ...numbers(1.234, ['2024-01-03', 9.012]), warnings: ['decimal_assumed'] }),
  csv('lone-point.csv', numbers(1234, ['2024-01-03', 9012]), { decimal: ',' }),
  csv('decimal-signs-mixed.csv', { ...numbers(1.5, ['2024-01-04', 1234]), warnings: ['decimal_mixed'] }),
  csv('no-prices.csv', {
    valid: 1,
    faults: { missing_price: 1, bad_price: 13 },
    columns: datePrice,
    first: ['2024-01-15', 42],
    last: ['2024-01-15', 42],
  }),
];

const assumedOrder = { warnings: ['date_order_assumed' as const] };
const ofTimes: CorpusCase[] = [
  csv('dates-day-first.csv', times(3, ['2024-02-01', 1], ['2024-02-13', 3])),
  csv('dates-month-first.csv', times(3, ['2024-01-02', 1], ['2024-02-13', 3])),
  csv('dates-either.csv', { ...times(3, ['2024-01-02', 1], ['2024-03-02', 3]), ...assumedOrder }),
  csv('dates-either.csv', times(3, ['2024-02-01', 1], ['2024-02-03', 3]), { dateOrder: 'dmy' }),
  csv('dates-either-semicolon.csv', { ...times(3, ['2024-02-01', 1], ['2024-02-03', 3]), ...assumedOrder }),
  csv('dates-either-semicolon.csv', times(3, ['2024-01-02', 1], ['2024-03-02', 3]), { dateOrder: 'mdy' }),
  csv('dates-either-dotted.csv', { ...times(3, ['2024-02-01', 1], ['2024-02-03T18:30:00', 3]), ...assumedOrder }),
  csv('dates-either-dotted.csv', times(3, ['2024-01-02', 1], ['2024-03-02T18:30:00', 3]), { dateOrder: 'mdy' }),
  csv('dates-short-year.csv', { ...times(4, ['1969-01-01', 4], ['2068-12-31', 3]), warnings: ['two_digit_years'] }),
  csv('dates-named-months.csv', times(5, ['2024-01-02', 1], ['2024-05-06', 5])),
  csv('dates-years.csv', times(3, ['2021-01-01', 1], ['2023-01-01', 3])),
  csv('dates-compact.csv', times(3, ['2024-01-31', 1], ['2024-02-29', 3])),
  csv('dates-spreadsheet.csv', times(3, ['2024-01-01', 1], ['2024-01-03T23:59:59', 3])),
  csv('clock-of-twelve-hours.csv', times(3, ['2024-01-13T00:30:00', 1], ['2024-01-13T14:05:00', 2])),
  csv('time-zones.csv', times(6, ['2024-01-02', 1], ['2024-01-02T00:00:05', 6])),
  csv('no-dates.csv', {
    ...times(1, ['2024-02-29', 9], ['2024-02-29', 9]),
    faults: { missing_time: 1, bad_time: 7 },
  }),
  csv('unsorted-duplicates.csv', { ...times(5, ['2024-01-01', 2], ['2024-01-03', 5]), duplicates: 2 }),
];

export const csvColumnCases = [...ofNumbers, ...ofTimes];
