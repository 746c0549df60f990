import { expect } from 'chai';
import fc from 'fast-check';
import { chooseModel } from '../../src/models/arima/choose-model.js';
import { nameOf } from '../../src/models/arima/orders.js';
import { fitArima, fitArimaNonSeasonal } from '../../src/models/arima.js';
import type { Series } from '../../src/models/model.js';
import { references } from './arima/references.js';

const asSeries = (values: ArrayLike<number>, period = 1): Series => ({
  values: Float64Array.from(values),
  period,
  periods: [],
});

/** Where the searches end at different models, as one of them met a better maximum of some likelihood on its way. */
const otherwise = new Map([
  ['AirPassengers', 'ARIMA(1,1,0)(0,1,0)[12]'],
  ['logUKgas', 'ARIMA(2,0,1)(0,1,0)[4] with drift'],
  ['co2', 'ARIMA(1,0,1)(2,1,0)[12] with drift'],
  ['LakeHuron', 'ARIMA(2,1,1)'],
]);

describe('ARIMA', () => {
  for (const { name, values, period, auto } of references) {
    it(`chooses for ${name} as R's auto.arima, or as well by its measure`, () => {
      const { orders, aicc } = chooseModel(values, period);
      expect(nameOf(orders)).to.equal(otherwise.get(name) ?? auto.method);
      // R's AICc counts the terms in the number of differences alone too.
      const n = values.length - orders.d - orders.D * period;
      expect(aicc + n * (1 + Math.log((2 * Math.PI) / n)) - auto.aicc).to.be.below(3);
    });
  }

  it('continues a line, a bend and a fixed season exactly', () => {
    const exact = (f: (t: number) => number, n: number, period: number) => {
      const { values, sd } = fitArima(
        asSeries(
          Array.from({ length: n }, (_, t) => f(t)),
          period,
        ),
      ).forecast(6);
      values.forEach((value, step) => {
        expect(value).to.be.closeTo(f(n + step), 1e-9);
      });
      expect([...(sd ?? [])]).to.deep.equal([0, 0, 0, 0, 0, 0]);
    };
    exact((t) => 0.02 * t + 0.3, 40, 1);
    // Two differences leave no constant: a parabola goes on along its last slope.
    exact((t) => (t < 40 ? 0.0006 * t * t : 0.0006 * 39 * 39 + 0.0006 * 77 * (t - 39)), 40, 1);
    exact((t) => [0.5, 1, 1.5, 0.7][t % 4] ?? 0, 40, 4);
    exact((t) => ([0.5, 1, 1.5, 0.7][t % 4] ?? 0) + 0.005 * t, 40, 4);
    exact(() => 1.25, 10, 4);
    exact(() => 0, 10, 1);
  });

  it('knows no deviation of a single number', () => {
    const { values, sd } = fitArima(asSeries([1.5])).forecast(2);
    expect([...values]).to.deep.equal([1.5, 1.5]);
    expect(sd).to.equal(null);
  });

  it('has no seasonal terms for a season of more than 24 points, nor where none are asked for', () => {
    const weekly = Array.from(
      { length: 200 },
      (_, t) => 1 + 0.5 * Math.sin((2 * Math.PI * t) / 52) + 0.01 * ((t * 7919) % 13),
    );
    expect(fitArima(asSeries(weekly, 52)).method).not.to.include('[');
    for (const { values, period } of references) {
      expect(fitArimaNonSeasonal(asSeries(values, period)).method).not.to.include('[');
    }
  });

  it('forecasts from an origin as it would have done then: nothing that follows is seen', () => {
    for (const { values, period } of references) {
      const whole = asSeries(values, period);
      const fitted = fitArima(whole);
      const origin = Math.floor(values.length * 0.7);
      const before = [...fitted.forecast(5, origin).values];
      // What follows is changed only after the fit.
      whole.values.fill(1e6, origin);
      expect([...fitted.forecast(5, origin).values]).to.deep.equal(before);
    }
  });

  it('forecasts from the last origin as from the end, from the first without failing, and leaves the series alone', () => {
    for (const { values, period } of references) {
      const series = asSeries(values, period);
      const fitted = fitArima(series);
      expect(fitted.forecast(8, values.length)).to.deep.equal(fitted.forecast(8));
      expect(fitted.forecast(3).sd).to.deep.equal(fitted.forecast(8).sd?.slice(0, 3));
      for (let origin = 1; origin < 40 && origin < values.length; origin++) {
        expect([...fitted.forecast(14, origin).values].every(Number.isFinite)).to.equal(true);
      }
      expect(series.values).to.deep.equal(values);
    }
  });

  it('scales with the unit', () => {
    for (const { values, period } of references) {
      const small = fitArima(asSeries(values, period));
      const large = fitArima(
        asSeries(
          values.map((value) => value * 1024),
          period,
        ),
      );
      expect(large.method).to.equal(small.method);
      const expected = small.forecast(6);
      const got = large.forecast(6);
      expected.values.forEach((value, step) => {
        expect(got.values[step]).to.be.closeTo(value * 1024, 1e-6 * Math.abs(value * 1024));
      });
    }
  });

  it('looks only at the last values of a long series', () => {
    const long = Float64Array.from({ length: 30_000 }, (_, t) => 1 + 0.1 * Math.sin(t) + 0.01 * ((t * 7919) % 101));
    const changed = Float64Array.from(long);
    changed.fill(0.3, 0, 20_000);
    const first = fitArima(asSeries(long, 12));
    const second = fitArima(asSeries(changed, 12));
    expect(first.method).to.equal(second.method);
    expect(first.forecast(12)).to.deep.equal(second.forecast(12));
  });

  it('answers finite numbers for any finite series', () => {
    const value = fc.oneof(
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.constantFrom(0, 1, -1, 1e-300, 1.5, 1 / 3),
      fc.integer({ min: -2, max: 2 }),
    );
    const series = fc.array(value, { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        series,
        fc.constantFrom(1, 2, 3, 4, 7, 12, 24, 52),
        fc.integer({ min: 1, max: 60 }),
        (values, period, at) => {
          const fitted = fitArima(asSeries(values, period));
          for (const origin of [values.length, Math.min(at, values.length)]) {
            const { values: ahead, sd } = fitted.forecast(30, origin);
            expect(ahead).to.have.length(30);
            expect([...ahead].every(Number.isFinite)).to.equal(true);
            if (!sd) continue;
            expect([...sd].every((deviation) => Number.isFinite(deviation) && deviation >= 0)).to.equal(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('answers finite numbers for steps, spikes and mostly zeros', () => {
    const shapes: ((t: number, n: number) => number)[] = [
      (t, n) => (t < n / 2 ? 0.1 : 1.9),
      (t, n) => (t === n >> 1 ? 1.9 : 0),
      (t, n) => (t === n - 1 ? 1 : 1e-300),
      (t) => (t % 9 === 0 ? 1 : 0),
      (t) => (t % 2 === 0 ? 1 : -1),
      (t) => 1.9 * 0.9 ** t,
      (t, n) => 1.9 * 1.5 ** (t - n + 1),
    ];
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 25, 60, 150]) {
      for (const shape of shapes) {
        for (const period of [1, 4, 12]) {
          const values = Array.from({ length: n }, (_, t) => shape(t, n));
          const { values: ahead } = fitArima(asSeries(values, period)).forecast(24);
          expect([...ahead].every(Number.isFinite)).to.equal(true);
        }
      }
    }
  });
});
