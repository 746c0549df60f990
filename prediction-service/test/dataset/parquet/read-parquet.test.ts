import { expect } from 'chai';
import { parquetMetadata } from 'hyparquet';
import { duckdb, parquetOf } from './duckdb-parquet.js';
import { readWhole } from './read-whole.js';

const one = "SELECT TIMESTAMP '2024-01-02 03:04:05.678' AS t";

describe('reading Parquet', () => {
  for (const codec of ['uncompressed', 'snappy', 'zstd', 'gzip', 'lz4_raw', 'brotli']) {
    for (const version of ['V1', 'V2']) {
      it(`reads what DuckDB compressed with ${codec}, version ${version}`, async () => {
        const content = await parquetOf(
          `SELECT TIMESTAMP '2024-01-01' + INTERVAL (i) MINUTE AS ts, CASE WHEN i % 7 = 0 THEN NULL ELSE i / 8 END AS price,
             'x' || (i % 3) AS other FROM range(10000) r(i)`,
          `CODEC '${codec}', PARQUET_VERSION ${version}, ROW_GROUP_SIZE 3000`,
        );
        const { times, values, invalid, columns, warnings } = await readWhole(content);
        expect(values).to.have.lengthOf(10_000 - 1_429);
        expect([values[0], values.at(-1), times[0], times.at(-1)]).to.deep.equal([
          1 / 8,
          9_999 / 8,
          '2024-01-01T00:01:00.000Z',
          '2024-01-07T22:39:00.000Z',
        ]);
        expect(invalid.faults).to.deep.equal({ missing_price: 1_429 });
        expect(invalid.kept[1]).to.equal('[7,{"_error":"missing_price","ts":"2024-01-01T00:07:00.000Z","price":null}]');
        expect([columns, warnings]).to.deep.equal([{ time: 'ts', price: 'price' }, []]);
      });
    }
  }

  for (const [version, encoding, time, price] of [
    ['V1', 'PLAIN', "TIMESTAMP '2024-01-01' + INTERVAL (i * i) SECOND", 'sqrt(i)'],
    ['V2', 'BYTE_STREAM_SPLIT', "TIMESTAMP '2024-01-01'", 'sqrt(i)'],
    ['V2', 'DELTA_BINARY_PACKED', "TIMESTAMP '2024-01-01' + INTERVAL (i * i) SECOND", '(i * i)::BIGINT'],
    ['V2', 'DELTA_BINARY_PACKED', 'i::INTEGER + 20000', '-i::INTEGER'],
    ['V2', 'DELTA_LENGTH_BYTE_ARRAY', "(TIMESTAMP '2024-01-01' + INTERVAL (i) DAY)::VARCHAR", 'sqrt(i)::VARCHAR'],
    ['V1', 'PLAIN_DICTIONARY', "TIMESTAMP '2024-01-01' + INTERVAL (i % 9) DAY", '(i % 5)::DOUBLE'],
  ] as const) {
    it(`reads the encoding ${encoding} of ${price}`, async () => {
      const query = `SELECT ${time} AS time, ${price} AS price FROM range(20000) r(i)`;
      const content = await parquetOf(query, `PARQUET_VERSION ${version}`);
      const encodings = parquetMetadata(Uint8Array.from(content)).row_groups[0]?.columns.map(
        (c) => c.meta_data?.encodings,
      );
      expect(encodings?.flat()).to.include(encoding);
      const [rows] = await duckdb(
        `SELECT list(price::DOUBLE ORDER BY time, i) AS prices FROM (SELECT ${time} AS time, ${price} AS price, i FROM range(20000) r(i))`,
      );
      expect((await readWhole(content)).values).to.deep.equal(rows?.['prices']);
    });
  }

  for (const [type, expected] of [
    ['TIMESTAMP_S', '2024-01-02T03:04:06.000Z'],
    ['TIMESTAMP_MS', '2024-01-02T03:04:05.678Z'],
    ['TIMESTAMP', '2024-01-02T03:04:05.678Z'],
    ['TIMESTAMP_NS', '2024-01-02T03:04:05.678Z'],
    ['TIMESTAMPTZ', '2024-01-02T03:04:05.678Z'],
    ['DATE', '2024-01-02T00:00:00.000Z'],
    ['VARCHAR', '2024-01-02T03:04:05.678Z'],
  ]) {
    it(`reads times of type ${type}`, async () => {
      const content = await parquetOf(`SELECT t::${type} AS time, 1 AS y FROM (${one})`);
      expect((await readWhole(content)).times).to.deep.equal([expected]);
    });
  }

  it('takes a stored unit at its word: times of 1970 and long ago, to the millisecond below', async () => {
    const content = await parquetOf(
      `SELECT unnest([TIMESTAMP_NS '1969-12-31 23:59:59.999999999', TIMESTAMP_NS '1970-01-01 00:00:45.123456789',
         TIMESTAMP_NS '1700-05-06 00:00:00']) AS time, 1 AS y`,
    );
    expect((await readWhole(content)).times).to.deep.equal([
      '1700-05-06T00:00:00.000Z',
      '1969-12-31T23:59:59.999Z',
      '1970-01-01T00:00:45.123Z',
    ]);
  });

  it('tells the unit of plain integers by their size', async () => {
    const content = await parquetOf(
      'SELECT unnest([1704164645, 1704164645678, 1704164645678901, 1704164645678901234]) AS ts, 1 AS y',
    );
    const [seconds, ...finer] = (await readWhole(content)).times;
    expect(seconds).to.equal('2024-01-02T03:04:05.000Z');
    expect(finer.every((time) => time.startsWith('2024-01-02T03:04:05.67'))).to.equal(true);
  });

  for (const [type, sql, expected] of [
    ['DOUBLE', '0.1', 0.1],
    ['FLOAT', '0.5', 0.5],
    ['BIGINT', '9007199254740991', 9_007_199_254_740_991],
    ['UBIGINT', '12', 12],
    ['UINTEGER', '4294967295', 4_294_967_295],
    ['TINYINT', '-5', -5],
    ['DECIMAL(4, 2)', '12.34', 12.34],
    ['DECIMAL(9, 3)', '-12.345', -12.345],
    ['DECIMAL(18, 6)', '1234567.891234', 1_234_567.891234],
    ['DECIMAL(38, 18)', '123.450000000000000000', 123.45],
    ['DECIMAL(38, 18)', '-0.000000000000000001', -1e-18],
    ['VARCHAR', '1 234,56', 1234.56],
  ] as const) {
    it(`reads ${sql} of type ${type}`, async () => {
      const content = await parquetOf(`SELECT t AS time, '${sql}'::${type} AS price FROM (${one})`);
      expect((await readWhole(content)).values).to.deep.equal([expected]);
    });
  }

  for (const [type, sql] of [
    ['BIGINT', '9007199254740993'],
    ['UBIGINT', '18446744073709551615'],
    ['DECIMAL(38, 0)', '9007199254740993'],
    ['DECIMAL(18, 1)', '90071992547409931.5'],
    ['DOUBLE', 'nan'],
    ['DOUBLE', 'inf'],
    ['BOOLEAN', 'true'],
    ['DATE', '2024-01-01'],
    ['TIME', '10:00:00'],
    ['UUID', '123e4567-e89b-12d3-a456-426614174000'],
    ['BLOB', 'x'],
  ]) {
    it(`takes ${sql} of type ${type} for no price`, async () => {
      const content = await parquetOf(`SELECT t AS time, '${sql}'::${type} AS price FROM (${one})`);
      expect((await readWhole(content)).invalid.faults).to.deep.equal({ bad_price: 1 });
    });
  }

  it('takes a time of day, and a boolean, for no time', async () => {
    const times = await parquetOf("SELECT unnest([TIME '10:30:00.5', TIME '00:00:45']) AS time, 1 AS price");
    const { invalid } = await readWhole(times);
    expect(invalid.faults).to.deep.equal({ bad_time: 2 });
    expect(invalid.kept[0]).to.equal('[0,{"_error":"bad_time","time":"10:30:00.500","price":1}]');
    expect((await readWhole(await parquetOf('SELECT true AS time, 1 AS price'))).invalid.count).to.equal(1);
  });

  it('counts rows without time and price as rows', async () => {
    const content = await parquetOf('SELECT NULL::TIMESTAMP AS time, NULL::DOUBLE AS price, 1 AS other FROM range(3)');
    expect((await readWhole(content)).invalid.faults).to.deep.equal({ missing_time: 3 });
  });

  it('ignores other columns, nested ones too, and takes names in any case', async () => {
    const content = await parquetOf(
      `SELECT [i, i] AS list, {'time': i, 'price': {'y': 'z'}} AS struct, MAP {'a': i} AS map, i + 0.5 AS "CLOSE",
         ['x'] AS value, TIMESTAMP '2024-01-01' + INTERVAL (i) DAY AS "TimeStamp" FROM range(3) r(i)`,
    );
    const { values, columns, invalid } = await readWhole(content);
    expect([values, invalid.count]).to.deep.equal([[0.5, 1.5, 2.5], 0]);
    expect(columns).to.deep.equal({ time: 'TimeStamp', price: 'CLOSE' });
  });

  it('takes the first of several columns, with a warning, and says when there is none', async () => {
    const two = await readWhole(await parquetOf("SELECT DATE '2024-01-01' AS date, 1 AS y, 2 AS price"));
    expect([two.values, two.warnings.map(({ code }) => code)]).to.deep.equal([[1], ['several_price_columns']]);
    const none = await readWhole(await parquetOf("SELECT DATE '2024-01-01' AS date, 1 AS cost"));
    expect([none.invalid.faults, none.warnings.map(({ code }) => code)]).to.deep.equal([
      { missing_price: 1 },
      ['no_price_column'],
    ]);
  });

  it('reads a dataset without rows', async () => {
    const { times, invalid } = await readWhole(await parquetOf("SELECT DATE '2024-01-01' AS date, 1 AS y WHERE false"));
    expect([times, invalid.count]).to.deep.equal([[], 0]);
  });

  it('reads repeated strings from a dictionary, and long runs of one value', async () => {
    const content = await parquetOf(
      "SELECT CASE WHEN i % 2 = 0 THEN '2024-01-01' ELSE '02.01.2024' END AS date, 7 AS price FROM range(50000) r(i)",
    );
    const { times, values, duplicates } = await readWhole(content);
    expect([times.length, new Set(times).size, new Set(values), duplicates]).to.deep.equal([
      50_000,
      2,
      new Set([7]),
      49_998,
    ]);
  });
});
