import { expect } from 'chai';
import fc from 'fast-check';
import { optimalAlpha, smooth } from '../../src/models/simple-exponential-smoothing.js';

/** The definition, step by step. */
function squaresOf(y: Float64Array, alpha: number, initial: number): number {
  let level = initial;
  let squares = 0;
  for (const value of y) {
    squares += (value - level) ** 2;
    level += alpha * (value - level);
  }
  return squares;
}

const series = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 7, maxLength: 40 })
  .map((values) => Float64Array.from(values, (value) => value / 512));
const anyAlpha = fc.double({ min: 1e-4, max: 0.9999, noNaN: true });

describe('simple exponential smoothing', () => {
  it('with alpha next to 1 ends at the last value, with alpha next to 0 at the mean', () => {
    const y = Float64Array.of(1, 5, 2, 8, 3, 7, 9);
    expect(smooth(y, 1 - 1e-9).level).to.be.closeTo(9, 1e-6);
    expect(smooth(y, 1e-9).level).to.be.closeTo(5, 1e-6);
  });

  it('starts from its first value when the series is very short', () => {
    // Level 1, then 1 + 0.5 (3 - 1) = 2; errors 0 and 2.
    expect(smooth(Float64Array.of(1, 3), 0.5)).to.deep.equal({ level: 2, squares: 4 });
  });

  it('knows the best initial level: no other has a smaller error', () => {
    fc.assert(
      fc.property(series, anyAlpha, fc.double({ min: -3, max: 3, noNaN: true }), (y, alpha, initial) => {
        expect(smooth(y, alpha).squares).to.be.at.most(squaresOf(y, alpha, initial) + 1e-9);
      }),
    );
  });

  it('finds an alpha whose neighbours are no better', () => {
    fc.assert(
      fc.property(series, (y) => {
        const alpha = optimalAlpha(y);
        const { squares } = smooth(y, alpha);
        for (const neighbour of [alpha - 0.002, alpha + 0.002]) {
          if (neighbour < 1e-4 || neighbour > 0.9999) continue;
          expect(smooth(y, neighbour).squares).to.be.at.least(squares - 1e-9);
        }
      }),
    );
  });

  it('finds the least error, but for a constant level that is hardly better', () => {
    fc.assert(
      fc.property(series, anyAlpha, (y, alpha) => {
        expect(smooth(y, optimalAlpha(y)).squares).to.be.at.most(1.08 * smooth(y, alpha).squares + 1e-9);
      }),
      { numRuns: 300 },
    );
  });
});
