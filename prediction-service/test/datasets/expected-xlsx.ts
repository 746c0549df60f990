import { type CorpusCase, from, nothingMatches, plainSeries, refused } from './expected.js';

const xlsx = from('xlsx', 'xlsx');
const datePrice: [string, string] = ['date', 'price'];
const dateClose: [string, string] = ['Date', 'Close'];
const day = (name: string, price: number): [string, number] => [name, price];

const oddSeconds = {
  valid: 5,
  columns: ['datetime', 'value'] as [string, string],
  first: day('2024-01-29T23:59:59', 101.5),
  last: day('2024-02-29T12:34:56', 103.125),
};
const errorCells = {
  valid: 1,
  faults: { missing_time: 1, missing_price: 1, bad_price: 3 },
  columns: datePrice,
  first: day('2024-01-06', 6.5),
  last: day('2024-01-06', 6.5),
};

export const xlsxCases: CorpusCase[] = [
  xlsx('pandas.xlsx', plainSeries),
  xlsx('pandas-date-index.xlsx', plainSeries),
  xlsx('pandas-below-and-aside.xlsx', plainSeries),
  xlsx('macro-enabled.xlsm', plainSeries),
  xlsx('stored.xlsx', plainSeries),
  xlsx('odd-seconds.xlsx', oddSeconds),
  xlsx('epoch-1904.xlsx', oddSeconds),
  xlsx('libreoffice-odd-seconds.xlsx', oddSeconds),
  xlsx('libreoffice-epoch-1904.xlsx', oddSeconds),
  xlsx('text-dates.xlsx', {
    valid: 3,
    columns: dateClose,
    first: ['2024-01-30', 1.5],
    last: ['2024-02-01T10:30:00', 3.5],
  }),
  xlsx('text-numbers.xlsx', {
    valid: 5,
    columns: dateClose,
    first: ['2024-01-29', 1234.56],
    last: ['2024-02-02', 5.25],
  }),
  xlsx('libreoffice-from-csv.xlsx', {
    valid: 4,
    columns: dateClose,
    first: ['2024-01-30', 1234.56],
    last: ['2024-02-02', 12345678.01],
  }),
  xlsx('serials-without-format.xlsx', {
    valid: 3,
    columns: datePrice,
    first: ['2024-01-29', 1],
    last: ['2024-01-31', 3],
  }),
  xlsx('error-cells.xlsx', errorCells),
  xlsx('libreoffice-error-cells.xlsx', errorCells),
  xlsx('blank-rows.xlsx', { valid: 3, columns: datePrice, first: ['2024-01-29', 1], last: ['2024-01-31', 3] }),
  // Its price is the text of the formula, which tells more than an empty cell.
  xlsx('formulas-never-computed.xlsx', {
    valid: 1,
    faults: { bad_price: 1 },
    columns: datePrice,
    first: ['2024-01-01', 2],
    last: ['2024-01-01', 2],
  }),
  xlsx('libreoffice-formulas.xlsx', {
    valid: 2,
    columns: datePrice,
    first: ['2024-01-01', 2],
    last: ['2024-01-02', 4],
  }),
  xlsx('number-formats.xlsx', {
    valid: 2,
    columns: datePrice,
    first: ['2024-01-30T07:11:13', 1234.5],
    last: ['2024-01-31', 0.25],
  }),
  xlsx('several-columns.xlsx', {
    valid: 2,
    columns: ['date', 'value'],
    first: ['2024-01-29', 1],
    last: ['2024-01-30', 2],
    warnings: ['several_time_columns', 'several_price_columns'],
  }),
  xlsx('second-sheet-below-title.xlsx', { ...plainSeries, columns: dateClose }),
  xlsx('libreoffice-second-sheet.xlsx', { ...plainSeries, columns: dateClose }),
  xlsx('first-sheet-hidden.xlsx', { ...plainSeries, columns: dateClose }),
  xlsx('two-tables.xlsx', {
    valid: 1,
    columns: datePrice,
    first: ['2024-01-01', 1],
    last: ['2024-01-01', 1],
    warnings: ['several_sheets'],
  }),
  // The sheet that can be seen is read, though it is the second.
  xlsx('hidden-table.xlsx', {
    valid: 2,
    columns: datePrice,
    first: ['2024-01-01', 1],
    last: ['2024-01-02', 2],
    warnings: ['several_sheets'],
  }),
  xlsx('no-matching-columns.xlsx', { ...nothingMatches, faults: { missing_time: 1 } }),
  refused('xlsx/empty-sheet.xlsx', 'invalid_request', /no rows/),
  xlsx('only-header.xlsx', { valid: 0 }),
  xlsx('inline-strings.xlsx', { valid: 2, columns: datePrice, first: ['2024-01-01', 1.5], last: ['2024-01-02', 2.5] }),
];
