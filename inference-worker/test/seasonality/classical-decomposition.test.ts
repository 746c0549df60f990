import { expect } from 'chai';
import { seasonalIndices } from '../../src/seasonality/classical-decomposition.js';
import { relativeDistance } from '../models/continue.js';
import { references } from './reference.js';

describe('seasonalIndices', () => {
  for (const { id, period, values, additive, multiplicative } of references) {
    it(`are those of R's decompose: ${id}`, () => {
      const series = Float64Array.from(values);
      expect(relativeDistance(seasonalIndices(series, period, 'additive'), additive)).to.be.below(1e-10);
      expect(relativeDistance(seasonalIndices(series, period, 'multiplicative'), multiplicative)).to.be.below(1e-10);
    });
  }

  for (const period of [2, 3, 4, 7, 12]) {
    const pattern = (t: number) => 1 + ((t % period) - (period - 1) / 2) / (2 * period);

    it(`find a season of ${period} on a straight line`, () => {
      const line = Float64Array.from({ length: 3 * period + 1 }, (_, t) => 10 + 0.5 * t + pattern(t) - 1);
      const expected = Array.from({ length: period }, (_, position) => pattern(position) - 1);
      expect(relativeDistance(seasonalIndices(line, period, 'additive'), expected)).to.be.below(1e-12);
    });

    it(`find a season of ${period} in two of it`, () => {
      const level = Float64Array.from({ length: 2 * period }, (_, t) => 8 * pattern(t));
      const expected = Array.from({ length: period }, (_, position) => pattern(position));
      expect(relativeDistance(seasonalIndices(level, period, 'multiplicative'), expected)).to.be.below(1e-12);
    });
  }

  it('forget a spike that the window has left', () => {
    const values = Float64Array.from({ length: 40 }, (_, t) => (t === 3 ? 1 : 1e-200 * (1 + (t % 4))));
    const indices = seasonalIndices(values, 4, 'multiplicative');
    expect(indices.every((index) => index > 0)).to.equal(true);
    // Position 3 is that of the spike, before the trend begins to cover all: the others keep their order.
    expect(indices[0]).to.be.below(indices[1] ?? 0);
    expect(indices[1]).to.be.below(indices[2] ?? 0);
  });
});
