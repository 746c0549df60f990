import { expect } from 'chai';
import fc from 'fast-check';
import type { Series } from '../../src/models/model.js';
import { fitMstl } from '../../src/models/mstl.js';
import { hourlyLoad, normalNumbers, weeklySales } from '../seasonality/noise.js';
import { fitSmoothing } from './exponential-smoothing.js';

const series = (values: Float64Array, ...periods: number[]): Series => ({ values, period: periods[0] ?? 1, periods });

const fit = (values: Float64Array, ...periods: number[]) => fitMstl(series(values, ...periods), fitSmoothing);

function meanError(forecast: Float64Array, actual: Float64Array): number {
  return forecast.reduce((sum, value, i) => sum + Math.abs(value - (actual[i] ?? Number.NaN)), 0) / forecast.length;
}

describe('MSTL', () => {
  it('is the model of the values themselves when no season is confirmed', () => {
    const values = Float64Array.from({ length: 40 }, (_, t) => 1 + Math.sin(t * t));
    const expected = fitSmoothing(series(values));
    const actual = fitMstl({ values, period: 12, periods: [] }, fitSmoothing);
    expect(actual.method).to.equal(expected.method);
    expect(actual.forecast(5)).to.deep.equal(expected.forecast(5));
  });

  it('continues an exact season', () => {
    const season = [0.5, -0.2, 0.1, -0.4];
    const values = Float64Array.from({ length: 22 }, (_, t) => 1 + (season[t % 4] ?? 0));
    const { method, forecast } = fit(values, 4);
    expect(method).to.match(/^MSTL\[4\] \+ SES/);
    forecast(6).values.forEach((value, i) => {
      expect(value).to.be.closeTo(1 + (season[(22 + i) % 4] ?? 0), 1e-9);
    });
  });

  it('takes seasons that grow with the level for factors', () => {
    const values = Float64Array.from(
      { length: 60 },
      (_, t) => 1.02 ** t * (1 + 0.3 * Math.sin((2 * Math.PI * t) / 12)),
    );
    const { method, forecast } = fit(values, 12);
    expect(method).to.match(/^MSTL\[12\] of logs \+ SES/);
    const { values: future, sd } = forecast(12);
    const last = 1.02 ** 59;
    const size = (t: number) => 1 + 0.3 * Math.sin((2 * Math.PI * t) / 12);
    future.forEach((value, i) => {
      expect(value / last).to.be.closeTo(size(60 + i), 0.06);
    });
    // Of terms, a later step would be the less sure.
    expect(sd?.[3]).to.be.above(sd?.[9] ?? Number.NaN);
  });

  it('follows days and weeks of hours at less than half the error of repeating the last day', () => {
    const all = hourlyLoad(1100, normalNumbers(3));
    const values = all.slice(0, 1000);
    const actual = all.subarray(1000, 1096);
    const { method, forecast } = fit(values, 24, 168);
    expect(method).to.match(/^MSTL\[24,168\]/);
    const lastDay = Float64Array.from(actual, (_, i) => values[976 + (i % 24)] ?? 0);
    expect(meanError(forecast(96).values, actual)).to.be.below(meanError(lastDay, actual) / 2);
  });

  it('errs less on three years of weeks than the last year does, and hardly more than no season where there is none', () => {
    const normal = normalNumbers(4);
    const errors = { seasonal: 0, lastYear: 0, noise: 0, level: 0 };
    for (let run = 0; run < 60; run++) {
      const shop = weeklySales(182, 1, normal);
      const past = shop.slice(0, 156);
      const future = shop.subarray(156);
      errors.seasonal += meanError(fit(past, 52).forecast(26).values, future);
      errors.lastYear += meanError(past.subarray(104, 130), future);
      const noise = Float64Array.from({ length: 182 }, () => 20 + normal());
      errors.noise += meanError(fit(noise.slice(0, 156), 52).forecast(26).values, noise.subarray(156));
      errors.level += meanError(fit(noise.slice(0, 156)).forecast(26).values, noise.subarray(156));
    }
    expect(errors.seasonal).to.be.below(0.8 * errors.lastYear);
    expect(errors.noise).to.be.below(1.08 * errors.level);
  });

  it('forecasts from an earlier origin by the values before it and the seasons of the whole', () => {
    const season = [0.5, -0.2, 0.1, -0.4];
    const values = Float64Array.from({ length: 40 }, (_, t) => 1 + (season[t % 4] ?? 0) + (t < 20 ? 0 : 1));
    const asked: (number | undefined)[] = [];
    const lastLevel = ({ values: adjusted }: Series) => ({
      method: 'last level',
      forecast: (horizon: number, origin = adjusted.length) => {
        asked.push(origin);
        return { values: new Float64Array(horizon).fill(adjusted[origin - 1] ?? Number.NaN), sd: null };
      },
    });
    const model = fitMstl(series(values, 4), lastLevel);
    model.forecast(4, 19);
    model.forecast(4);
    expect(asked).to.deep.equal([19, 40]);
    // The level before the step, whatever came after.
    model.forecast(4, 16).values.forEach((value, i) => {
      expect(value).to.be.closeTo(1 + (season[i] ?? 0), 0.25);
    });
  });

  it('takes a million points', () => {
    const values = hourlyLoad(1_000_000, normalNumbers(7));
    const { method, forecast } = fit(values, 24, 168);
    expect(method).to.match(/^MSTL\[24,168\]/);
    expect(forecast(100, 900_000).values.every(Number.isFinite)).to.equal(true);
  });

  const number = fc.oneof(
    fc.double({ min: -2, max: 2, noNaN: true }),
    fc.double({ min: 1e-3, max: 2, noNaN: true }),
    fc.constantFrom(0, 0, 1, -1, 1e-300, 5e-324),
  );
  const anyValues = fc.oneof(
    fc.array(number, { minLength: 1, maxLength: 60 }),
    fc.array(fc.double({ min: 1e-300, max: 2, noNaN: true }), { minLength: 1, maxLength: 60 }),
    fc.integer({ min: 1, max: 60 }).map((n) => new Array<number>(n).fill(0.1)),
  );

  it('answers finite numbers for any series, and leaves it alone', () => {
    const periods = fc.constantFrom([2], [4], [12], [2, 4], [4, 12], [5, 7]);
    fc.assert(
      fc.property(anyValues, periods, fc.nat(59), (numbers, candidates, at) => {
        const values = Float64Array.from(numbers);
        const origin = 1 + (at % values.length);
        const model = fit(values, ...candidates);
        for (const forecast of [model.forecast(30), model.forecast(30, origin)]) {
          expect(forecast.values).to.have.length(30);
          expect(forecast.values.every(Number.isFinite)).to.equal(true);
          expect(forecast.sd?.every((sd) => Number.isFinite(sd) && sd >= 0)).to.equal(true);
        }
        expect([...values]).to.deep.equal([...Float64Array.from(numbers)]);
      }),
      { numRuns: 1000 },
    );
  });

  it('follows a change of the unit', () => {
    const values = fc.array(fc.integer({ min: -40, max: 100 }), { minLength: 8, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.constantFrom(2 ** -20, 0.5, 8), (numbers, unit) => {
        const plain = Float64Array.from(numbers, (value, t) => value + 50 * (t % 4));
        const first = fit(plain, 4).forecast(8).values;
        const second = fit(
          plain.map((value) => value * unit),
          4,
        ).forecast(8).values;
        second.forEach((value, i) => {
          expect(value / unit).to.be.closeTo(first[i] ?? 0, 1e-6);
        });
      }),
    );
  });
});
