import { type CorpusCase, from, nothingMatches, plainSeries, refused } from './expected.js';

const xlsx = from('other', 'xlsx');
const csv = from('other', 'csv');

export const otherCases: CorpusCase[] = [
  xlsx('xlsx-named.csv', plainSeries),
  xlsx('xlsx-without-extension', plainSeries),
  csv('csv-named.xlsx', plainSeries),
  csv('имя по-русски.csv', plainSeries),
  from('other', 'tsv')('tsv-named.csv', plainSeries),
  from('other', 'parquet')('parquet-named.json', plainSeries),
  from('other', 'json')('json-named.parquet', { valid: 3, first: ['2024-01-29', 101.5], last: ['2024-01-31', 99.75] }),
  csv('letter.txt', { ...nothingMatches, faults: { missing_time: 2 } }),
  refused('other/empty.csv', 'invalid_request', /empty/),
  refused('other/only-blanks.csv', 'invalid_request', /empty|nothing|no (rows|text|data)/),
  refused('other/compressed.csv.gz', 'unsupported_media_type', /gzip/i),
  refused('other/zipped-csv.zip', 'unsupported_media_type', /zip/i),
  refused('other/document.docx', 'unsupported_media_type', /word|docx/i),
  refused('other/image.png', 'unsupported_media_type', /png/i),
  refused('other/libreoffice.pdf', 'unsupported_media_type', /pdf/i),
  refused('other/libreoffice.ods', 'unsupported_media_type', /opendocument|ods/i),
  refused('other/libreoffice.xls', 'unsupported_media_type', /excel.*97|xls\b|older/i),
  refused('other/html-table.xls', 'unsupported_media_type', /html/i),
];
