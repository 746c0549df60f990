import { expect } from 'chai';
import fc from 'fast-check';
import { readRuns } from '../../../src/dataset/parquet/run-lengths.js';

const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);

/** A run of one value, or values that are packed into bits, eight at a time. */
type Run = { value: number; count: number } | { values: number[] };

function encode(runs: Run[], bitWidth: number): Uint8Array {
  return Uint8Array.from(
    runs.flatMap((run) => {
      if ('count' in run) {
        const bytes = Array.from({ length: Math.ceil(bitWidth / 8) }, (_, i) => (run.value >>> (8 * i)) & 255);
        return [...varint(run.count * 2), ...bytes];
      }
      const groups = Math.ceil(run.values.length / 8);
      let packed = 0n;
      for (const [i, value] of run.values.entries()) packed |= BigInt(value) << BigInt(i * bitWidth);
      const bytes = Array.from({ length: groups * bitWidth }, (_, i) => Number((packed >> BigInt(8 * i)) & 255n));
      return [...varint(groups * 2 + 1), ...bytes];
    }),
  );
}

const bitWidths = fc.integer({ min: 1, max: 24 });
const runsOf = (bitWidth: number) => {
  const value = fc.nat(2 ** bitWidth - 1);
  const packed = fc.integer({ min: 1, max: 4 }).chain((n) => fc.array(value, { minLength: 8 * n, maxLength: 8 * n }));
  return fc.array(
    fc.oneof(
      fc.record({ value, count: fc.nat(300) }),
      packed.map((values) => ({ values })),
    ),
  );
};

describe('runs and packed bits', () => {
  it('give back what was encoded, in values of any width', () => {
    const cases = bitWidths.chain((bitWidth) => fc.tuple(fc.constant(bitWidth), runsOf(bitWidth)));
    fc.assert(
      fc.property(cases, fc.nat(7), ([bitWidth, runs], missing) => {
        const all = runs.flatMap((run) => ('count' in run ? Array<number>(run.count).fill(run.value) : run.values));
        const expected = all.slice(0, Math.max(0, all.length - missing));
        const output = new Int32Array(expected.length);
        readRuns(encode(runs, bitWidth), 0, bitWidth, output);
        expect([...output]).to.deep.equal(expected);
      }),
    );
  });

  it('are zeros in no bits, and no more than 24 bits wide', () => {
    const output = new Int32Array(3);
    readRuns(new Uint8Array(), 0, 0, output);
    expect([...output]).to.deep.equal([0, 0, 0]);
    expect(() => readRuns(new Uint8Array(99), 0, 25, output)).to.throw(RangeError);
  });

  it('throw when they end too early, or are lengths of nothing', () => {
    for (const bytes of [[], [4], [3, 1], [0x80, 0x80], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0, 1, 0, 1]]) {
      expect(() => readRuns(Uint8Array.from(bytes), 0, 8, new Int32Array(3)), String(bytes)).to.throw(RangeError);
    }
  });
});
