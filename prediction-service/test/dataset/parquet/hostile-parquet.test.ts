import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type CraftedColumn,
  codec,
  craftParquet,
  dictionaryPage,
  doubles,
  encoding,
  longs,
  page,
  physical,
} from './craft-parquet.js';
import { parquetOf } from './duckdb-parquet.js';
import { problemOf, readWhole } from './read-whole.js';

const day = 86_400_000n;
const times = (...days: bigint[]) => longs(...days.map((i) => i * day));
const time = (pages: Buffer[], more: Partial<CraftedColumn> = {}): CraftedColumn => ({
  name: 'time',
  type: physical.INT64,
  schema: { converted_type: 9 },
  pages,
  ...more,
});
const price = (pages: Buffer[], more: Partial<CraftedColumn> = {}): CraftedColumn => ({
  name: 'price',
  type: physical.DOUBLE,
  pages,
  ...more,
});
const goodTimes = time([page(2, times(0n, 1n))]);
const twoPrices = (more: Partial<CraftedColumn>) => craftParquet(2, [goodTimes, price([page(2, doubles(1, 2))], more)]);

const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)]);

/** Integers that begin with `first` and grow by `step` in the first block of 128, and not after it. */
function deltaPacked(count: number, first: number, step: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(count / 128) }, (_, i) => [
    ...varint(i === 0 ? step * 2 : 0),
    0,
    0,
    0,
    0,
  ]);
  return Buffer.from([...varint(128), 4, ...varint(count), ...varint(first * 2), ...blocks.flat()]);
}

/** A varint of a run length, and the byte of the value. */
const run = (count: number, value: number) => Buffer.from([...varint(count * 2), value]);

describe('Parquet that is made by hand', () => {
  it('is read when it is right', async () => {
    expect((await readWhole(twoPrices({}))).values).to.deep.equal([1, 2]);
  });

  it('reads the INT96 times of Spark and Impala', async () => {
    const at = (julianDay: number, nanoseconds: bigint) => {
      const bytes = Buffer.alloc(12);
      bytes.writeBigInt64LE(nanoseconds);
      bytes.writeInt32LE(julianDay, 8);
      return bytes;
    };
    const column = time(
      [
        page(
          3,
          Buffer.concat([at(2_440_587, 86_399_999_999_999n), at(2_440_588, 0n), at(2_460_312, 11_045_678_000_000n)]),
        ),
      ],
      { type: physical.INT96, schema: {} },
    );
    expect((await readWhole(craftParquet(3, [column, price([page(3, doubles(1, 2, 3))])]))).times).to.deep.equal([
      '1969-12-31T23:59:59.999Z',
      '1970-01-01T00:00:00.000Z',
      '2024-01-02T03:04:05.678Z',
    ]);
  });

  it('reads decimals and half floats of fixed length', async () => {
    const decimal = { type: physical.FIXED, schema: { type_length: 5, converted_type: 5, scale: 2, precision: 9 } };
    const fixed = price([page(2, Buffer.from('00000004d2fffffffb2e', 'hex'))], decimal);
    expect((await readWhole(craftParquet(2, [goodTimes, fixed]))).values).to.deep.equal([12.34, -12.34]);
  });

  it('reads a million equal rows out of a few bytes, as they may be', async () => {
    const rows = 1_000_000;
    const body = Buffer.concat([Buffer.from([1]), run(rows, 0)]);
    const pagesOf = (value: Buffer) => [dictionaryPage(1, value), page(rows, body, {}, encoding.RLE_DICTIONARY)];
    const content = craftParquet(rows, [time(pagesOf(times(1n))), price(pagesOf(doubles(5)))]);
    expect(content.length).to.be.below(600);
    expect((await readWhole(content)).duplicates).to.equal(rows - 1);
  });
});

describe('hostile Parquet', () => {
  it('answers too_many_rows and names both numbers when the footer says so, before anything is read', async () => {
    const problem = await problemOf(craftParquet(50_000_000, [goodTimes, price([])]));
    expect([problem.code, problem.detail]).to.deep.equal([
      'too_many_rows',
      'The Parquet file says that it has 50000000 rows; at most 1000000 are read. Send fewer.',
    ]);
  });

  it('answers too_many_columns', async () => {
    const columns = Array.from({ length: 11 }, (_, i) => ({ ...goodTimes, name: `c${i}` }));
    expect((await problemOf(craftParquet(2, columns), { maxColumns: 10 })).code).to.equal('too_many_columns');
  });

  for (const [what, content, detail] of [
    [
      'fewer values than rows',
      () => craftParquet(900_000, [goodTimes, price([page(2, doubles(1, 2))])]),
      /cannot be read/,
    ],
    [
      'another number of rows in its groups',
      () => craftParquet(2, [goodTimes], { num_rows: 3 }),
      /3 rows, its row groups have 2/,
    ],
    ['a negative number of rows', () => craftParquet(2, [goodTimes], { num_rows: -3 }), /footer/],
    ['a column beyond the file', () => twoPrices({ meta: { total_compressed_size: 1e9 } }), /said to be at bytes/],
    ['a column before the file', () => twoPrices({ meta: { data_page_offset: -1 } }), /said to be at bytes/],
    ['a column in another file', () => twoPrices({ chunk: { file_path: 'x' } }), /no data for column "price"/],
    ['another column’s data', () => twoPrices({ meta: { path_in_schema: ['x'] } }), /belong to another column/],
    ['another type in the data', () => twoPrices({ meta: { type: physical.INT64 } }), /belong to another column/],
    ['another count of values', () => twoPrices({ meta: { num_values: 1 } }), /1 values for column "price"/],
    [
      'a page that is longer than its column',
      () => twoPrices({ pages: [page(2, doubles(1, 2), { compressed_page_size: 99 })] }),
      /"price" cannot be read in row group 1/,
    ],
    [
      'a page of a negative length',
      () => twoPrices({ pages: [page(2, doubles(1, 2), { compressed_page_size: -9 })] }),
      /cannot be read/,
    ],
    [
      'a page with more values than rows',
      () => twoPrices({ pages: [page(2_000_000_000, doubles(1, 2))] }),
      /cannot be read/,
    ],
    ['values that the page has no room for', () => twoPrices({ pages: [page(2, doubles(1))] }), /cannot be read/],
    [
      'a page without values, again and again',
      () => twoPrices({ pages: [page(0, Buffer.alloc(0)), page(0, Buffer.alloc(0))] }),
      /cannot be read/,
    ],
    ['bytes for a page', () => twoPrices({ pages: [Buffer.alloc(64, 0xff)] }), /cannot be read/],
    [
      'a place outside the dictionary',
      () =>
        twoPrices({
          pages: [
            dictionaryPage(1, doubles(1)),
            page(2, Buffer.concat([Buffer.from([2]), run(2, 3)]), {}, encoding.RLE_DICTIONARY),
          ],
        }),
      /cannot be read/,
    ],
    [
      'a dictionary of two billion values',
      () => twoPrices({ pages: [dictionaryPage(2_000_000_000, doubles(1))] }),
      /cannot be read/,
    ],
    [
      'no dictionary',
      () => twoPrices({ pages: [page(2, Buffer.concat([Buffer.from([1]), run(2, 0)]), {}, encoding.RLE_DICTIONARY)] }),
      /cannot be read/,
    ],
    [
      'blocks of two billion values',
      () =>
        twoPrices({
          pages: [page(2, Buffer.from('80808080088080808008020000', 'hex'), {}, encoding.DELTA_BINARY_PACKED)],
          type: physical.INT64,
        }),
      /cannot be read/,
    ],
    [
      'times that are stored as text',
      () =>
        craftParquet(2, [
          time([page(2, Buffer.from('010000006101000000610000000', 'hex'))], { type: physical.BYTE_ARRAY }),
          price([page(2, doubles(1, 2))]),
        ]),
      /"time" cannot be read/,
    ],
  ] as const) {
    it(`answers unreadable_data to ${what}`, async () => {
      const problem = await problemOf(content());
      expect(problem.code).to.equal('unreadable_data');
      expect(problem.detail)
        .to.match(detail)
        .and.to.match(/write it again\.$/);
    });
  }

  it('never fills more than the page holds, however long a run claims to be', async () => {
    const body = Buffer.concat([Buffer.from([1]), run(2 ** 29, 0)]);
    const pages = [dictionaryPage(1, doubles(4)), page(2, body, {}, encoding.RLE_DICTIONARY)];
    expect((await readWhole(twoPrices({ pages }))).values).to.deep.equal([4, 4]);
  });

  it('answers inflates_too_large to what the footer, or a page, says that it unpacks to', async () => {
    const claim = await problemOf(twoPrices({ meta: { total_uncompressed_size: 1e12 } }));
    expect([claim.code, claim.detail]).to.deep.equal([
      'inflates_too_large',
      'The time and the price unpack to more than 419430400 bytes. Send fewer rows.',
    ]);
    const pages = [page(2, gzipSync(doubles(1, 2)), { uncompressed_page_size: 2_000_000_000 })];
    const ofPage = await problemOf(twoPrices({ pages, meta: { codec: codec.GZIP } }));
    expect([ofPage.code, ofPage.detail]).to.deep.equal([
      'inflates_too_large',
      'A page of the Parquet file unpacks to 2000000000 bytes; at most 67108864 are read.',
    ]);
    const pair = [page(1, doubles(1)), page(1, doubles(2))];
    expect(
      (await problemOf(twoPrices({ pages: pair, meta: { total_uncompressed_size: 1 } }), { maxInflatedBytes: 30 }))
        .code,
    ).to.equal('inflates_too_large');
  });

  it('answers row_too_large to a text beyond the limit of a row', async () => {
    const content = await parquetOf("SELECT repeat('1', 2000) AS price, DATE '2024-01-01' AS date");
    expect((await readWhole(content)).invalid.faults).to.deep.equal({ bad_price: 1 });
    const problem = await problemOf(content, { maxRowBytes: 1_000 });
    expect([problem.code, problem.detail]).to.deep.equal([
      'row_too_large',
      'A text in column "price" is 2000 bytes long; at most 1000 are read.',
    ]);
  });

  it('refuses texts that share their beginnings without end', async () => {
    const rows = 100_000;
    // How much each shares with the one before (up to 12,800 bytes), and how much is its own (one byte).
    const body = Buffer.concat([deltaPacked(rows, 0, 100), deltaPacked(rows, 1, 0), Buffer.alloc(rows, '1')]);
    const pages = [page(rows, body, {}, encoding.DELTA_BYTE_ARRAY)];
    const content = craftParquet(rows, [price(pages, { type: physical.BYTE_ARRAY })]);
    expect((await problemOf(content)).code).to.equal('unreadable_data');
  });

  const zeros = Buffer.alloc(50_000_000);
  for (const [name, pack] of [
    ['GZIP', () => gzipSync(zeros)],
    ['BROTLI', () => brotliCompressSync(zeros)],
    ['SNAPPY', () => Buffer.from('80e1eb170000', 'hex')],
    ['ZSTD', () => Buffer.from('28b52ffda0f0f0f0f003000000', 'hex')],
    ['LZ4_RAW', () => Buffer.from([0x1f, 0, 1, 0, ...Array<number>(200_000).fill(255), 0])],
    ['LZ4', () => Buffer.alloc(40, 0xff)],
  ] as const) {
    it(`gives ${name} no more room than the page claims`, async () => {
      const packed = pack();
      const before = process.memoryUsage().rss;
      const pages = [page(2, packed, { uncompressed_page_size: 16 })];
      const content = twoPrices({ pages, meta: { codec: codec[name] } });
      // LZ4 and Zstandard cut what is too much off; what is left are two zeros, or no page at all.
      const outcome = await readWhole(content).then(
        ({ values }) => values.length,
        (error) => error.code,
      );
      expect(outcome).to.be.oneOf(['unreadable_data', 2]);
      expect(process.memoryUsage().rss - before).to.be.below(30_000_000);
    });
  }

  it('tells memory of an earlier file to nobody: a Snappy page is as long as it says itself', async () => {
    const pages = [page(2, Buffer.from([1, 0, 65]), { uncompressed_page_size: 16 })];
    expect((await problemOf(twoPrices({ pages, meta: { codec: codec.SNAPPY } }))).code).to.equal('unreadable_data');
  });

  it('answers 415 to LZO and to encryption', async () => {
    for (const [content, detail] of [
      [twoPrices({ meta: { codec: codec.LZO } }), /compressed with LZO/],
      [twoPrices({ meta: { codec: 77 } }), /unknown way/],
      [Buffer.concat([twoPrices({}).subarray(0, -4), Buffer.from('PARE')]), /is encrypted/],
      [Buffer.concat([Buffer.from('PARE'), twoPrices({}).subarray(4)]), /is encrypted/],
    ] as const) {
      const problem = await problemOf(content);
      expect([problem.code, problem.status]).to.deep.equal(['unsupported_media_type', 415]);
      expect(problem.detail).to.match(detail);
    }
  });

  it('answers what is missing when it is cut off or its footer lies', async () => {
    const content = twoPrices({});
    for (const end of [0, 3, 4, 8, 11, 12, 100, content.length - 9, content.length - 1]) {
      expect((await problemOf(content.subarray(0, end))).code, `${end} bytes`).to.equal('unreadable_data');
    }
    for (const length of [0, 1, content.length, 0xffffffff]) {
      const lying = Buffer.from(content);
      lying.writeUInt32LE(length, lying.length - 8);
      expect((await problemOf(lying)).code, `footer of ${length}`).to.equal('unreadable_data');
    }
  });

  it('reads or refuses whatever byte is wrong, and never fails otherwise', async () => {
    const content = await parquetOf(
      "SELECT TIMESTAMP '2024-01-01' + INTERVAL (i) DAY AS time, CASE WHEN i = 3 THEN NULL ELSE i / 4 END AS price, 'a' || (i % 2) AS date FROM range(40) r(i)",
      "CODEC 'snappy'",
    );
    const wrong = fc.array(fc.tuple(fc.nat(content.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(wrong, async (changes) => {
        const broken = Buffer.from(content);
        for (const [at, byte] of changes) broken[at] = byte;
        await readWhole(broken).catch((error) => {
          expect(error).to.have.property('code').that.is.oneOf(answers);
        });
      }),
      { numRuns: 2_000 },
    );
  });
});

const answers = [
  'unreadable_data',
  'unsupported_media_type',
  'too_many_rows',
  'too_many_columns',
  'inflates_too_large',
];
