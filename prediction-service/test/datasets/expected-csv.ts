import { type CorpusCase, from, nothingMatches, plainSeries, refused } from './expected.js';

const csv = from('csv', 'csv');
const dateClose: [string, string] = ['Date', 'Close'];
const datePrice: [string, string] = ['date', 'price'];

const byPandas: CorpusCase[] = [
  csv('pandas-row-numbers.csv', plainSeries),
  csv('pandas-date-index.csv', { ...plainSeries, columns: dateClose }),
  csv('pandas-time-zone.csv', {
    ...plainSeries,
    columns: dateClose,
    first: ['2024-01-28T21:00:00', 101.5],
    last: ['2024-02-01T21:00:00', 103.125],
  }),
  csv('pandas-quarter.csv', {
    valid: 1,
    columns: dateClose,
    first: ['2024-01-01', 101.325],
    last: ['2024-01-01', 101.325],
    warnings: ['decimal_assumed'],
  }),
  csv('pandas-semicolon-decimal-comma.csv', {
    ...plainSeries,
    first: ['2024-01-29', 1141.875],
    last: ['2024-02-02', 1160.15625],
  }),
  csv('pandas-tab.tsv', { format: 'tsv', ...plainSeries }),
  csv('pandas-pipe.csv', plainSeries),
  csv('pandas-cr.csv', plainSeries),
  csv('pandas-crlf.csv', plainSeries),
  csv('pandas-quoted-newlines.csv', plainSeries),
  csv('pandas-gaps.csv', { ...plainSeries, valid: 3, faults: { missing_price: 1, bad_price: 1 } }),
  csv('pandas-gaps-named.csv', { ...plainSeries, valid: 3, faults: { bad_price: 2 } }),
  csv('epoch-nanoseconds.csv', plainSeries),
];

const russian = { valid: 4, columns: dateClose };
const encodings: CorpusCase[] = [
  csv('utf-8-bom.csv', plainSeries),
  csv('utf-16-le-bom.csv', { ...plainSeries, format: 'tsv', encoding: 'utf-16le' }),
  csv('utf-16-be-bom.csv', { ...plainSeries, encoding: 'utf-16be' }),
  csv('excel-russian-1251.csv', {
    ...russian,
    encoding: 'windows-1251',
    first: ['2024-01-30', 1234.56],
    last: ['2024-02-02', 12345678.01],
    warnings: ['encoding_assumed'],
  }),
  csv('excel-russian-utf-8.csv', {
    ...russian,
    first: ['2024-01-30', 1234.56],
    last: ['2024-02-02', 12345678.01],
  }),
  csv('cyrillic-slashed-dates.csv', {
    valid: 2,
    columns: dateClose,
    encoding: 'windows-1251',
    first: ['2024-02-01', 10.5],
    last: ['2024-02-02', 11.5],
    warnings: ['date_order_assumed', 'encoding_assumed'],
  }),
];

const exports: CorpusCase[] = [
  csv('yahoo.csv', {
    valid: 2,
    faults: { bad_price: 1 },
    columns: dateClose,
    first: ['2024-01-29', 191.729996],
    last: ['2024-01-31', 184.399994],
  }),
  csv('investing.csv', {
    valid: 3,
    columns: ['Date', 'Price'],
    first: ['2024-01-30', 42946.2],
    last: ['2024-02-01', 43077.6],
  }),
  csv('investing-russian.csv', { ...nothingMatches, faults: { missing_time: 1 } }),
  csv('finam.csv', { ...nothingMatches, faults: { missing_time: 2 } }),
  csv('metatrader-4-no-header.csv', { ...nothingMatches, faults: { missing_time: 1 } }),
  csv('google-sheets.csv', {
    valid: 3,
    columns: dateClose,
    first: ['2024-01-29T16:00:00', 409.72],
    last: ['2024-02-01T16:00:00', 403.78],
  }),
  csv('libreoffice-semicolon.csv', {
    valid: 5,
    columns: ['datetime', 'value'],
    first: ['2024-01-29T23:59:59', 101.5],
    last: ['2024-02-29T12:34:56', 103.125],
  }),
  csv('epoch-seconds.csv', {
    valid: 2,
    columns: ['time', 'close'],
    first: ['2024-01-29', 43302.7],
    last: ['2024-01-30', 42941.1],
  }),
  csv('epoch-milliseconds.csv', {
    valid: 2,
    columns: ['timestamp', 'close'],
    first: ['2024-01-29', 43302.7],
    last: ['2024-01-30', 42941.1],
  }),
  csv('epoch-microseconds.csv', {
    valid: 2,
    columns: ['ts', 'value'],
    first: ['2024-01-29', 43302.7],
    last: ['2024-01-30T00:00:00.500', 42941.1],
  }),
];

const twoRows = {
  valid: 2,
  first: ['2024-01-01', 1.5] as [string, number],
  last: ['2024-01-02', 2.5] as [string, number],
};
const ofShapes: CorpusCase[] = [
  csv('sep-line.csv', { ...twoRows, columns: dateClose }),
  csv('title-rows.csv', { ...twoRows, columns: dateClose }),
  csv('blank-lines.csv', {
    valid: 2,
    faults: { bad_price: 1 },
    columns: datePrice,
    first: ['2024-01-01', 1],
    last: ['2024-01-03', 3],
  }),
  csv('several-columns.csv', {
    ...twoRows,
    columns: ['ts', 'Value'],
    warnings: ['several_time_columns', 'several_price_columns'],
  }),
  csv('ragged.csv', {
    valid: 3,
    faults: { missing_price: 1 },
    columns: datePrice,
    first: ['2024-01-01', 1],
    last: ['2024-01-04', 4],
    warnings: ['rows_longer_than_header'],
  }),
  csv('trailing-delimiter.csv', { valid: 2, columns: datePrice, first: ['2024-01-01', 1], last: ['2024-01-02', 2] }),
  csv('padded-header.csv', { ...twoRows, columns: ['DATE', 'Close'] }),
  csv('no-matching-columns.csv', { ...nothingMatches, faults: { missing_time: 2 } }),
  csv('only-header.csv', { valid: 0 }),
  refused('csv/unclosed-quote.csv', 'unreadable_data', /line 3/),
  csv('dangerous-names.csv', {
    valid: 1,
    faults: { bad_time: 1 },
    columns: datePrice,
    first: ['2024-01-01', 1.5],
    last: ['2024-01-01', 1.5],
  }),
];

export const csvCases = [...byPandas, ...encodings, ...exports, ...ofShapes];
