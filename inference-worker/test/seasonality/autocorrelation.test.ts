import { expect } from 'chai';
import { autocorrelations } from '../../src/seasonality/autocorrelation.js';
import { relativeDistance } from '../models/continue.js';
import { references } from './reference.js';

describe('autocorrelations', () => {
  for (const { id, period, values, autocorrelations: expected } of references) {
    it(`are those of R's acf: ${id}`, () => {
      const actual = autocorrelations(Float64Array.from(values), period) ?? new Float64Array();
      expect(actual).to.have.length(period + 1);
      expect(relativeDistance(actual, expected)).to.be.below(1e-10);
    });
  }

  it('are those of the definition', () => {
    // Distances -1.5, -0.5, 0.5, 1.5: squares 5, products at lag 1: 0.75 - 0.25 + 0.75.
    expect([...(autocorrelations(Float64Array.of(1, 2, 3, 4), 1) ?? [])]).to.deep.equal([1, 0.25]);
  });

  it('do not exist for a constant, whatever its rounding', () => {
    expect(autocorrelations(new Float64Array(50).fill(0.1), 12)).to.equal(null);
    expect(autocorrelations(new Float64Array(50), 12)).to.equal(null);
  });

  it('are not disturbed by a longer series before', () => {
    const short = Float64Array.of(3, 1, 2, 5, 4, 4, 1);
    const before = autocorrelations(short, 3);
    autocorrelations(
      Float64Array.from({ length: 5000 }, (_, i) => Math.sin(i)),
      20,
    );
    expect(autocorrelations(short, 3)).to.deep.equal(before);
  });
});
