/** Writes the parquet/duckdb-*.parquet files of this corpus with DuckDB. See README.md for how to run it. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';

const directory = fileURLToPath(new URL('./parquet/', import.meta.url));
mkdirSync(directory, { recursive: true });

const connection = await (await DuckDBInstance.create()).connect();
await connection.run("SET TimeZone = 'UTC'");

/** The plain series: five days from 2024-01-29. */
const plain = `SELECT TIMESTAMP '2024-01-29' + INTERVAL (i) DAY AS timestamp,
  [101.5, 102.25, 99.75, 100.0, 103.125][i + 1]::DOUBLE AS price FROM range(5) rows(i)`;
/** One row with a time and a price of any type. */
const row = (time, price) => `SELECT ${time} AS timestamp, ${price} AS price`;
const rows = (...pairs) => pairs.map(([time, price]) => row(time, price)).join(' UNION ALL ');

async function write(name, query, options = '') {
  const target = `${directory}duckdb-${name}.parquet`.replaceAll("'", "''");
  await connection.run(`COPY (${query}) TO '${target}' (FORMAT parquet${options})`);
}

for (const codec of ['uncompressed', 'snappy', 'gzip', 'zstd', 'lz4', 'brotli', 'lz4_raw']) {
  await write(codec, plain, `, COMPRESSION ${codec}`);
}
await write('version-2', plain, ', PARQUET_VERSION v2, COMPRESSION zstd');

const time = "'2024-01-31 23:59:59.123456789'";
for (const unit of ['S', 'MS', 'NS'])
  await write(`timestamp-${unit.toLowerCase()}`, row(`TIMESTAMP_${unit} ${time}`, 1.5));
await write('timestamp-us', row(`TIMESTAMP ${time}`, 1.5));
await write('timestamp-zone', row("TIMESTAMPTZ '2024-02-01 02:59:59.5+03'", 1.5));
await write(
  'before-1970',
  rows(["TIMESTAMP '1914-07-28 12:00:00.25'", 1.5], ["TIMESTAMP '1969-12-31 23:59:59.999'", 2.5]),
);
await write('date', rows(["DATE '1812-09-07'", 1.5], ["DATE '2024-02-29'", 2.5]));
await write('time-only', row("TIME '12:30:00'", 1.5));

for (const [width, scale, price] of [
  [4, 2, '12.34'],
  [9, 2, '-1234567.89'],
  [18, 4, '12345678901.2345'],
  [38, 6, '-98765432109.876543'],
]) {
  await write(`decimal-${width}`, row("DATE '2024-01-31'", `${price}::DECIMAL(${width}, ${scale})`));
}
const days = ["DATE '2024-01-29'", "DATE '2024-01-30'", "DATE '2024-01-31'", "DATE '2024-02-01'"];
const typed = (type, ...values) => rows(...values.map((value, i) => [days[i], `${value}::${type}`]));
await write('bigint', typed('BIGINT', '9007199254740991', '9007199254740993', '-5', 'NULL'));
await write('ubigint', typed('UBIGINT', '7', '18446744073709551615'));
await write('integer', typed('INTEGER', '7', '-2147483647'));
await write('float', typed('FLOAT', '1.5', '0.1'));
await write('double-special', typed('DOUBLE', "'nan'", "'inf'", '1e300', 'NULL'));
await write('boolean', typed('BOOLEAN', 'true', 'false'));
await write('varchar', rows(["'31.01.2024'", "'1 234,56'"], ["'01.02.2024'", "'1 000'"], ["'02.02.2024'", "'n/a'"]));
await write('blob', row("DATE '2024-01-31'", "'\\x00\\xFF'::BLOB"));
await write('epoch-ms', rows(['1706486400000::BIGINT', 1.5], ['1706572800000::BIGINT', 2.5]));
await write('nulls', rows(["DATE '2024-01-29'", 1.5], ['NULL', 2.5], ["DATE '2024-01-31'", 'NULL'], ['NULL', 'NULL']));

await write(
  'row-groups',
  "SELECT TIMESTAMP '2024-01-01' + INTERVAL (i) HOUR AS timestamp, (i % 7)::DOUBLE AS price FROM range(5000) rows(i)",
  ', COMPRESSION zstd, ROW_GROUP_SIZE 2048',
);
await write(
  'dictionary',
  `SELECT CASE i % 2 WHEN 0 THEN '2024-01-30' ELSE '2024-01-31' END AS Date, ['1.5', '2.5', '3.5'][i % 3 + 1] AS Close
   FROM range(600) rows(i)`,
);
await write(
  'nested-others',
  `SELECT {'bid': 1, 'ask': {'size': 2}} AS quote, [1, 2, 3] AS trades, timestamp, MAP {'k': 'v'} AS tags, price,
   uuid() AS id FROM (${plain})`,
);
await write('nested-price', row("DATE '2024-01-31'", "{'amount': 1.5, 'currency': 'EUR'}"));
await write('several-columns', `SELECT price + 1 AS value, timestamp, timestamp AS date, price FROM (${plain})`);
await write('no-matching-columns', "SELECT DATE '2024-01-31' AS day, 1.5 AS amount");
await write('no-rows', `${plain} LIMIT 0`);
connection.closeSync();
