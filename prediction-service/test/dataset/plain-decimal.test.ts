import { expect } from 'chai';
import fc from 'fast-check';
import { plainDecimal } from '../../src/dataset/plain-decimal.js';

describe('plainDecimal', () => {
  it('reads exactly the number that JavaScript reads, or nothing', () => {
    const text = fc.stringMatching(/^-?\d{0,9}\.?\d{0,9}$/);
    fc.assert(
      fc.property(text, (written) => {
        const read = plainDecimal(written);
        if (read !== undefined) expect(read).to.equal(Number(written));
      }),
      { numRuns: 2_000 },
    );
  });

  for (const [written, number] of [
    ['0.1', 0.1],
    ['-0.25', -0.25],
    ['103.54', 103.54],
    ['0.123', 0.123],
    ['1234.567', 1234.567],
    ['999999999.999999', 999999999.999999],
  ] as const) {
    it(`reads ${written}`, () => expect(plainDecimal(written)).to.equal(number));
  }

  for (const written of [
    '',
    '.',
    '1',
    '1.',
    '.5',
    '1.234',
    '12.345',
    '1,5',
    '1e5',
    ' 1.5',
    '1.2.3',
    '--1.5',
    '1234567890.1234567',
  ]) {
    it(`leaves ${JSON.stringify(written)} to others`, () => expect(plainDecimal(written)).to.equal(undefined));
  }
});
