import { expect } from 'chai';
import fc from 'fast-check';
import { heldWarning } from '../../src/forecast/unit.js';
import { continueSeries, relativeDistance } from './continue.js';

const trend = (values: number[], horizon: number) => continueSeries('LinearTrend', values, horizon);

describe('LinearTrend', () => {
  it('extrapolates the least-squares line on the index', () => {
    // Index mean 1.5, value mean 2.5, covariance 4, variance 5: slope 0.8.
    const { values } = trend([1, 3, 2, 4], 2);
    expect(relativeDistance(values, [2.5 + 0.8 * 2.5, 2.5 + 0.8 * 3.5])).to.be.below(1e-14);
  });

  it('repeats one point and a constant exactly', () => {
    expect([...trend([42.1], 2).values]).to.deep.equal([42.1, 42.1]);
    expect([...trend([0.1, 0.1, 0.1], 2).values]).to.deep.equal([0.1, 0.1]);
  });

  it('continues any line of whole numbers exactly', () => {
    const whole = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(
        whole,
        whole,
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (a, b, n, horizon) => {
          const { values } = trend(
            Array.from({ length: n }, (_, i) => a + b * i),
            horizon,
          );
          const expected = Array.from({ length: horizon }, (_, i) => a + b * (n + i));
          expect(relativeDistance(values, expected)).to.be.below(1e-15);
        },
      ),
    );
  });

  it('holds the last finite value of a line that leaves the range of numbers', () => {
    const { values, warnings } = trend([0, 0.6e308, 1.2e308], 3);
    expect(values.every(Number.isFinite)).to.equal(true);
    expect([...values]).to.deep.equal([1.2e308, 1.2e308, 1.2e308]);
    expect(warnings).to.deep.include(heldWarning);
  });
});
