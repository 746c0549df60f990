import { expect } from 'chai';
import fc from 'fast-check';
import { unitOf } from '../../src/forecast/unit.js';
import { forecastFit } from '../../src/models/ets/forecast-fit.js';
import { place } from '../../src/models/ets/form.js';
import { advance, continueFrom } from '../../src/models/ets/position.js';
import { fitForms } from '../../src/models/ets/select.js';
import { fitEts, fitEtsNonSeasonal } from '../../src/models/ets.js';
import type { Series } from '../../src/models/model.js';

const fits = { fitEts, fitEtsNonSeasonal };

const anyFinite = fc.double({ noNaN: true, noDefaultInfinity: true });
const extreme = fc.constantFrom(0, -0, 5e-324, 1e-300, -1e-300, 1, 1.5, -1, 1e300, Number.MAX_VALUE, -Number.MAX_VALUE);
const nasty = fc.oneof(
  fc.array(fc.oneof(anyFinite, extreme), { minLength: 1, maxLength: 60 }),
  fc.array(fc.oneof(fc.double({ min: 1e-300, max: 1, noNaN: true }), fc.constantFrom(1e-300, 1e-90, 1)), {
    minLength: 1,
    maxLength: 60,
  }),
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 60 }),
);
const anyPeriod = fc.constantFrom(1, 2, 4, 5, 7, 12, 24, 52);

function seriesOf(values: readonly number[], period = 1): Series {
  const unit = unitOf(Float64Array.from(values));
  return { values: Float64Array.from(values, (value) => value / unit), period, periods: [] };
}

/** A line, a season and noise that repeats from run to run. */
function sales(n: number, period: number, noise = 0.05): Float64Array {
  return Float64Array.from(
    { length: n },
    (_, t) => 0.8 + (0.4 * t) / n + 0.2 * Math.sin((2 * Math.PI * t) / period) + noise * Math.sin(t * t * 12.9898),
  );
}

describe('the recursions', () => {
  it('of simple smoothing are those computed by hand', () => {
    const parameters = Float64Array.of(0.5, 0, 0, 0, 1, 0, 0);
    const fitted = new Float64Array(3);
    const form = { error: 'A', trend: 'N', season: 'N' } as const;
    const position = advance(form, Float64Array.of(2, 4, 1), 0, 3, 1, parameters, fitted);
    expect([...fitted]).to.deep.equal([1, 1.5, 2.75]);
    expect([...continueFrom(form, position, 1, 0, 2).means]).to.deep.equal([1.875, 1.875]);
  });

  it('of a damped trend with a multiplicative season are those computed by hand', () => {
    // alpha 0.5, beta 0.25, gamma 0.25, phi 0.5; level 10, slope 4, factors 2 and 0.5.
    const parameters = Float64Array.of(0.5, 0.5, 0.5, 0.5, 10, 4, 2, 0.5);
    const fitted = new Float64Array(2);
    const form = { error: 'M', trend: 'Ad', season: 'M' } as const;
    const position = advance(form, Float64Array.of(36, 8), 0, 2, 2, parameters, fitted);
    // 12 * 2 = 24, error 12: level 12 + 0.5 * 6, slope 2 + 0.25 * 6, factor 2 + 0.25 * 12 / 12.
    // 16.75 * 0.5 = 8.375, error -0.375: level 16.75 - 0.5 * 0.75, slope 1.75 - 0.25 * 0.75.
    expect([...fitted]).to.deep.equal([24, 8.375]);
    expect([...position.states.subarray(0, 3)]).to.deep.equal([16.375, 1.5625, 2.25]);
    expect(continueFrom(form, position, 2, 0.5, 1).means[0]).to.equal((16.375 + 0.78125) * 2.25);
  });
});

describe('fitEts', () => {
  it('finds the season and the trend of a series that has them', () => {
    const values = sales(72, 12);
    const { method, forecast } = fitEts({ values, period: 12, periods: [12] });
    expect(method).to.match(/^ETS\([AM],Ad?,[AM]\)$/);
    const actual = sales(84, 12, 0).map((value, t) => value + (0.4 * t) / 72 - (0.4 * t) / 84);
    const { values: future } = forecast(12);
    future.forEach((value, h) => {
      expect(value).to.be.closeTo(actual[72 + h] ?? 0, 0.06);
    });
  });

  it('has no season where the calendar has none, or one of more than 24 values, or the values are few', () => {
    for (const period of [1, 25, 52])
      expect(fitEts({ values: sales(120, 12), period, periods: [] }).method).to.match(/,N\)$/);
    expect(fitEts({ values: sales(14, 12), period: 12, periods: [] }).method).to.match(/,N\)$/);
    expect(fitEtsNonSeasonal({ values: sales(72, 12), period: 12, periods: [12] }).method).to.match(/,N\)$/);
  });

  it('repeats the last of less than five values', () => {
    for (const values of [[1], [1, 1.5], [1.2, 1, 1.5], [1, 1.5, 1.2, 1.1]]) {
      const { values: future, sd } = fitEts(seriesOf(values)).forecast(2);
      expect([...future]).to.deep.equal([values.at(-1), values.at(-1)]);
      expect(sd === null).to.equal(values.length === 1);
    }
  });

  it('goes on with a constant and with a straight line exactly', () => {
    const constant = fitEts({ values: new Float64Array(30).fill(1.25), period: 12, periods: [] }).forecast(3);
    expect([...constant.values]).to.deep.equal([1.25, 1.25, 1.25]);
    expect([...(constant.sd ?? [])]).to.deep.equal([0, 0, 0]);
    const { values } = fitEts({
      values: Float64Array.from({ length: 30 }, (_, t) => t / 16),
      period: 1,
      periods: [],
    }).forecast(3);
    for (const [h, value] of values.entries()) expect(value).to.be.closeTo((30 + h) / 16, 1e-4);
  });

  it('does not take a positive series below zero within two seasons', () => {
    const falling = Float64Array.from({ length: 36 }, (_, t) => 1.9 * 0.85 ** t * (1 + 0.2 * Math.sin(t * t)));
    const { values } = fitEts({ values: falling, period: 12, periods: [] }).forecast(24);
    expect(values.every((value) => value >= 0)).to.equal(true);
  });

  it('looks at the latest values of a long series only, at all of a short one', () => {
    const long = sales(6000, 12);
    const tail = fitEts({ values: long.slice(-2000), period: 12, periods: [] });
    const whole = fitEts({ values: long, period: 12, periods: [] });
    expect(whole.forecast(12)).to.deep.equal(tail.forecast(12));
  });

  it('answers for origins before the values it looked at', () => {
    const values = sales(3000, 4).map((value, t) => (t % 4 === 0 ? 2 * value : value));
    values.fill(0, 0, 200).fill(-1, 200, 300);
    const fitted = fitEts({ values, period: 4, periods: [4] });
    for (const origin of [1, 2, 3, 5, 30, 220, 500, 1000, 1001]) {
      expect(fitted.forecast(12, origin).values.some(Number.isNaN), `${origin}`).to.equal(false);
    }
  });
});

for (const [name, fit] of Object.entries(fits)) {
  describe(name, () => {
    it('answers as many numbers as asked, whatever the series, the season and the origin', () => {
      fc.assert(
        fc.property(nasty, anyPeriod, fc.nat(), (values, period, some) => {
          const series = seriesOf(values, period);
          const fitted = fit(series);
          for (const origin of [series.values.length, 1 + (some % series.values.length)]) {
            const { values: future, sd } = fitted.forecast(60, origin);
            expect(future).to.have.length(60);
            expect(future.some(Number.isNaN), 'values').to.equal(false);
            expect(sd?.some((deviation) => !(deviation >= 0)) ?? false, 'sd').to.equal(false);
          }
        }),
        { numRuns: 500 },
      );
    });

    it('leaves its input alone', () => {
      const values = sales(40, 4);
      fit({ values, period: 4, periods: [4] }).forecast(3);
      expect([...values]).to.deep.equal([...sales(40, 4)]);
    });

    it('continues a part of the series without looking at the rest', () => {
      const values = sales(60, 12, 0.1);
      const fitted = fit({ values, period: 12, periods: [12] });
      const before = fitted.forecast(6, 40);
      values.fill(Number.NaN, 40);
      expect(fitted.forecast(6, 40)).to.deep.equal(before);
    });

    it('follows a change of the unit', () => {
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 8, maxLength: 40 }), (values) => {
          const plain = fit(seriesOf(values, 4)).forecast(5);
          const doubled = fit({
            values: seriesOf(values, 4).values.map((value) => value / 4),
            period: 4,
            periods: [],
          }).forecast(5);
          plain.values.forEach((value, h) => {
            expect((doubled.values[h] ?? 0) * 4).to.be.closeTo(value, 1e-6);
            expect((doubled.sd?.[h] ?? 0) * 4).to.be.closeTo(plain.sd?.[h] ?? 0, 1e-6);
          });
        }),
        { numRuns: 100 },
      );
    });
  });
}

describe('forecastFit', () => {
  it('from an origin is the forecast of that part of the series with the same parameters', () => {
    const values = sales(60, 12, 0.1);
    const sample = { values, start: 0, n: 60, period: 12 };
    const part = { values: values.slice(0, 45), start: 0, n: 45, period: 12 };
    for (const fit of fitForms(sample, true)) {
      expect(fit.parameters[place.alpha]).to.be.within(1e-4, 0.9999);
      expect(forecastFit(fit, sample, 0.01, 8, 45)).to.deep.equal(forecastFit(fit, part, 0.01, 8, 45));
    }
  });
});
