import { expect } from 'chai';
import { heldWarning } from '../../src/forecast/unit.js';
import { continueSeries, relativeDistance } from './continue.js';

const demo = (values: number[], horizon: number) => continueSeries('Demo', values, horizon);

describe('Demo', () => {
  it('iterates the least-squares line of each value on the one before', () => {
    // Pairs (1,2) (2,4) (4,3): means 7/3 and 3, covariance 1/1, variance 14/3, so b = 3/14 and a = 3 - 1/2 = 5/2.
    const { values } = demo([1, 2, 4, 3], 3);
    const first = 5 / 2 + (3 / 14) * 3;
    const second = 5 / 2 + (3 / 14) * first;
    const third = 5 / 2 + (3 / 14) * second;
    expect(relativeDistance(values, [first, second, third])).to.be.below(1e-14);
  });

  it('continues a geometric series by its ratio', () => {
    expect(relativeDistance(demo([1, 2, 4, 8], 3).values, [16, 32, 64])).to.be.below(1e-13);
  });

  it('continues a straight line', () => {
    expect(relativeDistance(demo([100, 103, 106, 109], 2).values, [112, 115])).to.be.below(1e-13);
  });

  it('repeats the last value of one point, of two and of a constant', () => {
    expect([...demo([42.1], 3).values]).to.deep.equal([42.1, 42.1, 42.1]);
    expect([...demo([1, 5], 2).values]).to.deep.equal([5, 5]);
    expect([...demo([0.1, 0.1, 0.1, 0.1], 2).values]).to.deep.equal([0.1, 0.1]);
    expect([...demo([0, 0, 0], 1).values]).to.deep.equal([0]);
  });

  it('repeats the last value when only it differs: nothing came before a change yet', () => {
    expect([...demo([7.3, 7.3, 7.3, 9], 2).values]).to.deep.equal([9, 9]);
  });

  it('holds the last finite value of a series that explodes', () => {
    const { values, warnings } = demo([1, 10, 100, 1000], 4000);
    expect(values[0]).to.be.closeTo(10_000, 1e-6);
    expect(values.every(Number.isFinite)).to.equal(true);
    expect(values[3999]).to.equal(values[1000]).and.to.be.above(1e300);
    expect(warnings).to.deep.include(heldWarning);
  });

  it('keeps its accuracy on a small wave around a large level', () => {
    const wave = (level: number) => Array.from({ length: 200 }, (_, i) => level + Math.sin(i));
    const low = demo(wave(0), 5).values;
    const high = demo(wave(1e9), 5).values;
    high.forEach((value, i) => {
      expect(value - 1e9).to.be.closeTo(low[i] ?? 0, 1e-5);
    });
  });
});
