import { type CorpusCase, from, nothingMatches, plainSeries } from './expected.js';

const parquet = from('parquet', 'parquet');
const duckdb = (name: string, expected: Parameters<typeof parquet>[1]) => parquet(`duckdb-${name}.parquet`, expected);
const arrow = (name: string, expected: Parameters<typeof parquet>[1]) => parquet(`arrow-${name}.parquet`, expected);

const one = (time: string, price: number) => ({
  valid: 1,
  first: [time, price] as [string, number],
  last: [time, price] as [string, number],
});
const two = (first: [string, number], last: [string, number]) => ({ valid: 2, first, last });
/** The two rows of `generate_arrow.py`, with a price of their own where it is what the file is about. */
const arrowRows = (first = 1.5, last = 2.5) => two(['2024-01-31T23:59:59.250', first], ['2024-02-29T12:00:00', last]);
const arrowDays = (first = 1.5, last = 2.5) => two(['2024-01-31', first], ['2024-02-29', last]);

const byDuckDb: CorpusCase[] = [
  duckdb('uncompressed', plainSeries),
  duckdb('snappy', plainSeries),
  duckdb('gzip', plainSeries),
  duckdb('zstd', plainSeries),
  duckdb('lz4', plainSeries),
  duckdb('lz4_raw', plainSeries),
  duckdb('brotli', plainSeries),
  duckdb('version-2', plainSeries),
  duckdb('timestamp-s', one('2024-01-31T23:59:59', 1.5)),
  duckdb('timestamp-ms', one('2024-01-31T23:59:59.123', 1.5)),
  duckdb('timestamp-us', one('2024-01-31T23:59:59.123', 1.5)),
  duckdb('timestamp-ns', one('2024-01-31T23:59:59.123', 1.5)),
  duckdb('timestamp-zone', one('2024-01-31T23:59:59.500', 1.5)),
  duckdb('before-1970', two(['1914-07-28T12:00:00.250', 1.5], ['1969-12-31T23:59:59.999', 2.5])),
  duckdb('date', two(['1812-09-07', 1.5], ['2024-02-29', 2.5])),
  duckdb('time-only', { valid: 0, faults: { bad_time: 1 } }),
  duckdb('decimal-4', one('2024-01-31', 12.34)),
  duckdb('decimal-9', one('2024-01-31', -1234567.89)),
  duckdb('decimal-18', one('2024-01-31', 12345678901.2345)),
  duckdb('decimal-38', one('2024-01-31', -98765432109.87654)),
  duckdb('bigint', {
    ...two(['2024-01-29', 9007199254740991], ['2024-01-31', -5]),
    faults: { missing_price: 1, bad_price: 1 },
  }),
  duckdb('ubigint', { ...one('2024-01-29', 7), faults: { bad_price: 1 } }),
  duckdb('integer', two(['2024-01-29', 7], ['2024-01-30', -2147483647])),
  duckdb('float', two(['2024-01-29', 1.5], ['2024-01-30', Math.fround(0.1)])),
  duckdb('double-special', { ...one('2024-01-31', 1e300), faults: { missing_price: 1, bad_price: 2 } }),
  duckdb('boolean', { valid: 0, faults: { bad_price: 2 } }),
  duckdb('varchar', { ...two(['2024-01-31', 1234.56], ['2024-02-01', 1000]), faults: { bad_price: 1 } }),
  duckdb('blob', { valid: 0, faults: { bad_price: 1 } }),
  duckdb('epoch-ms', two(['2024-01-29', 1.5], ['2024-01-30', 2.5])),
  duckdb('nulls', { ...one('2024-01-29', 1.5), faults: { missing_time: 2, missing_price: 1 } }),
  duckdb('row-groups', { valid: 5000, first: ['2024-01-01', 0], last: ['2024-07-27T07:00:00', 1] }),
  duckdb('dictionary', {
    valid: 600,
    duplicates: 598,
    columns: ['Date', 'Close'],
    first: ['2024-01-30', 1.5],
    last: ['2024-01-31', 3.5],
  }),
  duckdb('nested-others', plainSeries),
  // A column of structures is none that can be read.
  duckdb('nested-price', {
    valid: 0,
    faults: { missing_price: 1 },
    columns: ['timestamp', null],
    warnings: ['no_price_column'],
  }),
  duckdb('several-columns', {
    valid: 5,
    columns: ['timestamp', 'value'],
    first: ['2024-01-29', 102.5],
    last: ['2024-02-02', 104.125],
    warnings: ['several_time_columns', 'several_price_columns'],
  }),
  duckdb('no-matching-columns', { ...nothingMatches, faults: { missing_time: 1 } }),
  duckdb('no-rows', { valid: 0 }),
];

const byArrow: CorpusCase[] = [
  arrow('int96', arrowRows()),
  arrow('int96-before-1970', two(['1914-07-28T12:00:00', 1.5], ['1969-12-31T23:59:59.500', 2.5])),
  arrow('moscow', arrowRows()),
  arrow('date64', arrowDays()),
  arrow('large-strings', arrowDays(1.5, 2.75)),
  arrow('float16', arrowRows()),
  arrow('int8', arrowRows(-7, 7)),
  arrow('uint32', arrowRows(7, 4294967295)),
  arrow('decimal-50', arrowRows(1.5, -2.25)),
  arrow('dictionary', arrowRows()),
  arrow('data-page-2', arrowRows()),
  arrow('delta-and-byte-stream', arrowRows()),
  arrow('delta-strings', arrowDays()),
  arrow('all-null', { valid: 0, faults: { missing_time: 2 } }),
  arrow('pandas-date-index', plainSeries),
  arrow('pandas', plainSeries),
];

export const parquetCases = [...byDuckDb, ...byArrow];
