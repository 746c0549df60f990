import { expect } from 'chai';
import fc from 'fast-check';
import { fitDotm } from '../../src/models/dotm.js';
import { continueTheta, fitDynamicTheta, thetaState } from '../../src/models/dynamic-theta.js';
import { fitTheta } from '../../src/models/theta.js';
import { relativeDistance } from './continue.js';

const series = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 9, maxLength: 40 })
  .map((values) => Float64Array.from(values, (value) => value / 512));
const anyAlpha = fc.double({ min: 0.1, max: 0.99, noNaN: true });
const anyWeight = fc.double({ min: 0, max: 1, noNaN: true });

/** Smoothed from an initial level of 0. */
function smoothed(y: Float64Array, alpha: number): number {
  return y.reduce((level, value) => level + alpha * (value - level), 0);
}

/** Intercept and slope on 1..n by the normal equations. */
function lineThrough(y: Float64Array): { intercept: number; slope: number } {
  const n = y.length;
  const middle = (n + 1) / 2;
  const mean = y.reduce((sum, value) => sum + value, 0) / n;
  const products = y.reduce((sum, value, i) => sum + (i + 1 - middle) * (value - mean), 0);
  const slope = products / ((n * (n * n - 1)) / 12);
  return { intercept: mean - slope * middle, slope };
}

describe('DOTM', () => {
  it('starts at the mean of the regression line and the smoothed line of theta 2 when theta is 2', () => {
    fc.assert(
      fc.property(series, anyAlpha, (numbers, alpha) => {
        const y = Float64Array.from(numbers, (value) => value - (numbers[0] ?? 0));
        const n = y.length;
        const state = thetaState(y, { alpha, trendWeight: 1 / 2 });
        const { intercept, slope } = lineThrough(y);
        const doubled = y.map((value, i) => 2 * value - (intercept + slope * (i + 1)));
        // What is left of the initial level, which the textbook line starts without.
        const initial = state.level - smoothed(y, alpha);
        const expected = (smoothed(doubled, alpha) + intercept + slope * (n + 1)) / 2 + initial;
        expect(continueTheta(state, 1).values[0]).to.be.closeTo(expected, 1e-9);
      }),
    );
  });

  it('is simple exponential smoothing when theta is 1', () => {
    fc.assert(
      fc.property(series, anyAlpha, (y, alpha) => {
        const state = thetaState(y, { alpha, trendWeight: 0 });
        const { values, sd } = continueTheta(state, 3);
        expect(Math.max(...values) - Math.min(...values)).to.be.below(1e-12);
        const deviation = sd?.[0] ?? 0;
        expect(sd?.[2] ?? 0).to.be.closeTo(deviation * Math.sqrt(1 + 2 * alpha * alpha), 1e-12);
      }),
    );
  });

  it('takes each forecast for the value that came', () => {
    fc.assert(
      fc.property(series, anyAlpha, anyWeight, (y, alpha, trendWeight) => {
        const parameters = { alpha, trendWeight };
        const { values } = continueTheta(thetaState(y, parameters), 4);
        // Values without an error change neither the initial level nor anything else.
        const longer = Float64Array.of(...y, ...values.slice(0, 3));
        expect(continueTheta(thetaState(longer, parameters), 1).values[0]).to.be.closeTo(values[3] ?? Number.NaN, 1e-9);
      }),
    );
  });

  it('widens by what an error leaves behind in level and line', () => {
    const y = Float64Array.from({ length: 60 }, (_, t) => 1 + t / 100 + Math.sin(t * t) / 10);
    const parameters = { alpha: 0.6, trendWeight: 0.8 };
    const { values, sd } = continueTheta(thetaState(y, parameters), 3);
    const after = (error: number) =>
      continueTheta(thetaState(Float64Array.of(...y, (values[0] ?? 0) + error), parameters), 2).values;
    let squares = 1;
    [1, 2].forEach((step) => {
      squares += ((after(1)[step - 1] ?? 0) - (after(0)[step - 1] ?? 0)) ** 2;
      expect((sd?.[step] ?? 0) / (sd?.[0] ?? 0)).to.be.closeTo(Math.sqrt(squares), 1e-9);
    });
  });

  it('finds the least error of all alphas and thetas', () => {
    fc.assert(
      fc.property(series, anyAlpha, anyWeight, (y, alpha, trendWeight) => {
        const best = thetaState(y, fitDynamicTheta(y)).variance;
        const other = thetaState(y, { alpha, trendWeight }).variance;
        // Not counting what a minimum between two nodes of the search may hide.
        if (Number.isFinite(best)) expect(best).to.be.at.most(1.02 * other + 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it('continues a straight line', () => {
    const line = Float64Array.from({ length: 25 }, (_, t) => 1.9 - t / 20);
    const { values } = fitDotm({ values: line, period: 1, periods: [] }).forecast(10);
    const expected = Array.from({ length: 10 }, (_, i) => 1.9 - (25 + i) / 20);
    expect(relativeDistance(values, expected)).to.be.below(1e-6);
  });

  it('takes the season out and brings it back', () => {
    const line = Float64Array.from({ length: 48 }, (_, t) => (1 + t / 60) * (1 + (t % 2 === 0 ? 0.2 : -0.2)));
    const fit = fitDotm({ values: line, period: 2, periods: [] });
    const expected = Array.from({ length: 4 }, (_, i) => (1 + (48 + i) / 60) * (1 + (i % 2 === 0 ? 0.2 : -0.2)));
    expect(fit.method).to.equal('DOTM[2]');
    expect(relativeDistance(fit.forecast(4).values, expected)).to.be.below(0.01);
  });

  it('moves with the level of a series without season', () => {
    fc.assert(
      fc.property(series, fc.constantFrom(-8, 0.5, 1024), (y, shift) => {
        const parameters = fitDynamicTheta(y);
        const plain = continueTheta(thetaState(y, parameters), 4).values;
        const moved = continueTheta(
          thetaState(
            y.map((value) => value + shift),
            parameters,
          ),
          4,
        ).values;
        moved.forEach((value, i) => {
          expect(value - shift).to.be.closeTo(plain[i] ?? Number.NaN, 1e-9);
        });
      }),
    );
  });

  it('keeps to the standard theta method while the series is too short to tell theta', () => {
    const y = Float64Array.of(1, 1.2, 1.1, 1.4, 1.3, 1.6, 1.5, 1.7);
    expect(fitDynamicTheta(y).trendWeight).to.equal(0.5);
    const theta = fitTheta({ values: y, period: 1, periods: [] }).forecast(3).values;
    expect(relativeDistance(fitDotm({ values: y, period: 1, periods: [] }).forecast(3).values, [...theta])).to.be.below(
      0.05,
    );
  });
});
