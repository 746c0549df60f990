import { expect } from 'chai';
import { craftParquet, dictionaryPage, doubles, encoding, page, physical } from './craft-parquet.js';
import { problemOf, readWhole } from './read-whole.js';
import { goodTimes, price, run, time, twoPrices } from './two-columns.js';

describe('Parquet that lies about itself', () => {
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
});
