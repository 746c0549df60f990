import { type CraftedColumn, craftParquet, doubles, longs, page, physical } from './craft-parquet.js';

const day = 86_400_000n;
export const times = (...days: bigint[]) => longs(...days.map((i) => i * day));
export const time = (pages: Buffer[], more: Partial<CraftedColumn> = {}): CraftedColumn => ({
  name: 'time',
  type: physical.INT64,
  schema: { converted_type: 9 },
  pages,
  ...more,
});
export const price = (pages: Buffer[], more: Partial<CraftedColumn> = {}): CraftedColumn => ({
  name: 'price',
  type: physical.DOUBLE,
  pages,
  ...more,
});
export const goodTimes = time([page(2, times(0n, 1n))]);
/** Two good rows, but for what is said of the prices. */
export const twoPrices = (more: Partial<CraftedColumn>) =>
  craftParquet(2, [goodTimes, price([page(2, doubles(1, 2))], more)]);

const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)]);

/** Integers that begin with `first` and grow by `step` in the first block of 128, and not after it. */
export function deltaPacked(count: number, first: number, step: number): Buffer {
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
export const run = (count: number, value: number) => Buffer.from([...varint(count * 2), value]);
