import { expect } from 'chai';
import { difference, firstDifferences, isConstant, kpss } from '../../../src/models/arima/differencing.js';
import { seasonalStrength } from '../../../src/models/arima/seasonal-strength.js';
import { references } from './references.js';

describe('ARIMA differencing', () => {
  for (const { name, values, period, strength, D, d } of references) {
    it(`decides as R on ${name}: D = ${D}, d = ${d}`, () => {
      const measured = period > 1 ? seasonalStrength(values, period) : 0;
      expect(measured).to.be.closeTo(strength, 1e-6);
      expect(measured > 0.64 ? 1 : 0).to.equal(D);
      expect(firstDifferences(D > 0 ? difference(values, period) : values)).to.equal(d);
    });
  }

  it('finds no season in two of them or fewer, nor in a constant', () => {
    expect(seasonalStrength(Float64Array.of(1, 2, 3, 1, 2, 3), 3)).to.equal(0);
    expect(seasonalStrength(new Float64Array(40).fill(1), 4)).to.equal(0);
  });

  it('measures a season without noise as the whole of the variance', () => {
    const values = Float64Array.from({ length: 48 }, (_, t) => [1, 2, 4, 3][t % 4] ?? 0);
    expect(seasonalStrength(values, 4)).to.be.closeTo(1, 1e-12);
  });

  it('computes the KPSS statistic by hand', () => {
    // Residuals -1, 0, 1, 0; partial sums -1, -1, 0, 0; no lag at n = 4: 2 / 4 / 2.
    expect(kpss(Float64Array.of(1, 2, 3, 2))).to.be.closeTo(0.25, 1e-15);
  });

  it('takes what rounding leaves for a constant, and nothing more', () => {
    const line = Float64Array.from({ length: 30 }, (_, t) => 0.1 * t);
    expect(isConstant(difference(line, 1))).to.equal(true);
    expect(isConstant(difference(difference(line, 1), 1), 1e-15)).to.equal(true);
    expect(isConstant(Float64Array.of(1, 1, 1, 1.0001))).to.equal(false);
    expect(isConstant(Float64Array.of(0, 0, 0, 1e-300))).to.equal(false);
  });
});
