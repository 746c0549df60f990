import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { codec, craftParquet, doubles, encoding, page, physical } from './craft-parquet.js';
import { parquetOf } from './duckdb-parquet.js';
import { problemOf, readWhole } from './read-whole.js';
import { deltaPacked, price, twoPrices } from './two-columns.js';

describe('hostile Parquet', () => {
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

  for (const [what, bytes] of [
    ['integers without end', Buffer.concat([Buffer.from([0x16]), Buffer.alloc(1_000_000, 0xff)])],
    ['structures without end', Buffer.alloc(1_000_000, 0x1c)],
    ['lists without end', Buffer.alloc(1_000_000, 0x19)],
    ['a list of two billion', Buffer.concat([Buffer.from('19fcffffffff07', 'hex'), Buffer.alloc(1_000)])],
    ['a text of two billion bytes', Buffer.concat([Buffer.from('18ffffffff07', 'hex'), Buffer.alloc(1_000)])],
  ] as const) {
    it(`is done at once with ${what}, in the footer and before a page`, async () => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      const footer = Buffer.concat([Buffer.from('PAR1'), bytes, length, Buffer.from('PAR1')]);
      expect((await problemOf(footer)).code).to.equal('unreadable_data');
      expect((await problemOf(twoPrices({ pages: [bytes] }))).code).to.equal('unreadable_data');
    });
  }

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
