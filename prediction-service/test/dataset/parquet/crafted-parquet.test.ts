import { expect } from 'chai';
import { craftParquet, dictionaryPage, doubles, encoding, page, physical } from './craft-parquet.js';
import { readWhole } from './read-whole.js';
import { deltaPacked, goodTimes, price, run, time, times, twoPrices } from './two-columns.js';

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

  it('reads texts that begin as the one before', async () => {
    const body = Buffer.concat([deltaPacked(2, 0, 1), deltaPacked(2, 1, 0), Buffer.from('12')]);
    const pages = [page(2, body, {}, encoding.DELTA_BYTE_ARRAY)];
    const content = craftParquet(2, [goodTimes, price(pages, { type: physical.BYTE_ARRAY })]);
    expect((await readWhole(content)).values).to.deep.equal([1, 12]);
  });
});
