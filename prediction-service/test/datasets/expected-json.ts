import { type CorpusCase, from, plainSeries, refused } from './expected.js';

const json = from('json', 'json');
const ndjson = from('json', 'ndjson');

const threeDays = {
  valid: 3,
  first: ['2024-01-29', 101.5] as [string, number],
  last: ['2024-01-31', 99.75] as [string, number],
};

export const jsonCases: CorpusCase[] = [
  json('pandas-records.json', plainSeries),
  json('pandas-records-iso.json', plainSeries),
  json('pandas-records-seconds.json', plainSeries),
  json('pandas-columns.json', plainSeries),
  json('pandas-index.json', plainSeries),
  json('pandas-split.json', plainSeries),
  json('pandas-table.json', plainSeries),
  json('pandas-values.json', { valid: 0, faults: { not_a_dict: 5 }, columns: [null, null] }),
  ndjson('pandas-lines.ndjson', plainSeries),
  json('pandas-escapes.json', plainSeries),
  json('pandas-unescaped.json', plainSeries),
  json('array.json', threeDays),
  json('bom.json', threeDays),
  json('utf-16-le-bom.json', { ...threeDays, encoding: 'utf-16le' }),
  json('data.json', threeDays),
  json('columns-as-arrays.json', threeDays),
  json('data-of-columns.json', threeDays),
  json('one-object.json', {
    valid: 1,
    columns: ['Date', 'Close'],
    first: ['2024-01-29', 101.5],
    last: ['2024-01-29', 101.5],
  }),
  json('empty-array.json', { valid: 0, columns: [null, null] }),
  json('mixed-rows.json', {
    valid: 2,
    faults: { not_a_dict: 3, missing_time: 1, missing_price: 2, bad_time: 2, bad_price: 2 },
    columns: ['ts', 'y'],
    first: ['2024-01-01', 1234.56],
    last: ['2024-01-02', 2],
  }),
  json('beyond-2-53.json', {
    valid: 2,
    faults: { bad_price: 1 },
    columns: ['ts', 'y'],
    first: ['2024-01-02', 9007199254740991],
    last: ['2024-01-03', 1e300],
  }),
  json('dangerous-names.json', {
    valid: 1,
    faults: { missing_time: 1 },
    columns: ['ts', 'y'],
    first: ['2024-01-02', 2],
    last: ['2024-01-02', 2],
  }),
  ndjson('blank-lines.ndjson', threeDays),
  refused('json/python-nan.json', 'unreadable_data', /NaN|line 1|position/),
  refused('json/broken-line.ndjson', 'unreadable_data', /line 2/),
  refused('json/cut-off.json', 'unreadable_data', /end|cut|unfinished|position/),
];
