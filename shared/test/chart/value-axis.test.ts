import { expect } from 'chai';
import fc from 'fast-check';
import { decimalsOf, LARGEST, valueAxis } from '../../src/chart/value-axis.js';

const anyValue = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -1000, max: 1000 }),
  fc.constantFrom(0, 1e300, -1e300, 1e-300, 5e-324, Number.MAX_VALUE, 1e15, 1e15 + 1),
);

describe('value axis', () => {
  const ticks = (min: number, max: number): number[] => valueAxis(min, max).ticks;

  it('has round ticks inside the range', () => {
    expect(ticks(10_790, 15_366)).deep.equal([11_000, 12_000, 13_000, 14_000, 15_000]);
    expect(ticks(0, 1)).deep.equal([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks(-9, -1)).deep.equal([-8, -6, -4, -2]);
    expect(ticks(40_000, 91_000)).deep.equal([40_000, 50_000, 60_000, 70_000, 80_000, 90_000]);
  });

  it('takes quarters rather than too many ticks or too few', () => {
    expect(ticks(0, 12_480)).deep.equal([0, 2500, 5000, 7500, 10_000, 12_500]);
  });

  it('grows where no round step gives four ticks', () => {
    const axis = valueAxis(6, 37);
    expect(axis.ticks).deep.equal([10, 20, 30, 40]);
    expect(axis.hi).equal(40);
  });

  it('keeps the difference visible on top of a large value', () => {
    expect(ticks(1e9, 1e9 + 4)).deep.equal([1e9, 1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4]);
  });

  it('spreads around a constant', () => {
    expect(ticks(100, 100)).deep.equal([96, 98, 100, 102, 104]);
    expect(ticks(0, 0)).deep.equal([-1, -0.5, 0, 0.5, 1]);
    expect(ticks(0.1 + 0.2, 0.3)).to.include(0.3);
  });

  it('works at both ends of what a number can be', () => {
    expect(ticks(0, 1e300)).deep.equal([0, 2e299, 4e299, 6e299, 8e299, 1e300]);
    expect(ticks(0, 1e-299)).deep.equal([0, 2e-300, 4e-300, 6e-300, 8e-300, 1e-299]);
  });

  it('does not go below zero for what never was', () => {
    expect(valueAxis(0.5, 100).lo).equal(0);
    expect(valueAxis(-100, -0.5).hi).equal(0);
  });

  it('counts whole things in whole ticks, from zero', () => {
    expect(valueAxis(1, 1, { whole: true, fromZero: true }).ticks).deep.equal([0, 1, 2, 3, 4]);
    expect(valueAxis(7, 9, { whole: true, fromZero: true, target: 4 }).ticks).deep.equal([0, 2, 4, 6, 8]);
  });

  it('always gives four to six distinct round ticks within the axis, and holds the values', () => {
    fc.assert(
      fc.property(anyValue, anyValue, fc.boolean(), (a, b, fromZero) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        const axis = valueAxis(min, max, { fromZero });
        expect(axis.ticks.length).within(4, 6);
        expect(Number.isFinite(axis.hi - axis.lo)).equal(true);
        expect(axis.lo).most(Math.max(min, -LARGEST));
        expect(axis.hi).least(Math.min(max, LARGEST));
        expect(axis.ticks[0]).least(axis.lo);
        expect(axis.ticks.at(-1)).most(axis.hi);
        axis.ticks.forEach((tick, i) => {
          expect(Math.abs(tick / axis.step - Math.round(tick / axis.step))).most(1e-3);
          if (i > 0) expect(tick).greaterThan(axis.ticks[i - 1] ?? tick);
        });
        expect(Number(axis.step.toExponential(1).slice(0, 3))).oneOf([1, 2, 2.5, 5]);
      }),
      { numRuns: 3000 },
    );
  });

  it('knows how many digits tell its ticks apart', () => {
    expect([1000, 1, 0.5, 0.25, 0.001, 1e-300].map(decimalsOf)).deep.equal([-3, 0, 1, 2, 3, 300]);
  });
});
