import { expect } from 'chai';
import fc from 'fast-check';
import { unitOf } from '../../src/forecast/unit.js';
import { fitDotm } from '../../src/models/dotm.js';
import { fitDrift } from '../../src/models/drift.js';
import type { Series } from '../../src/models/model.js';
import { fitNaive } from '../../src/models/naive.js';
import { fitSeasonalNaive } from '../../src/models/seasonal-naive.js';
import { fitTheta } from '../../src/models/theta.js';

const fits = { fitNaive, fitSeasonalNaive, fitDrift, fitTheta, fitDotm };

const anyNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -20, max: 20 }),
  fc.constantFrom(0, -0, 5e-324, 1e-300, 1, -1, 1e300, Number.MAX_VALUE),
);
const anyValues = fc.oneof(
  fc.array(anyNumber, { minLength: 1, maxLength: 60 }),
  fc.array(fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 60 }),
  // One value or two, again and again.
  fc
    .tuple(fc.array(anyNumber, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 60 }))
    .map(([pattern, length]) => Array.from({ length }, (_, t) => pattern[t % pattern.length] ?? 0)),
);
const anySeries: fc.Arbitrary<Series> = fc
  .tuple(anyValues, fc.constantFrom(1, 2, 4, 7, 12))
  .map(([numbers, period]) => {
    const values = Float64Array.from(numbers);
    const unit = unitOf(values);
    const periods = period > 1 && values.length >= 2 * period ? [period] : [];
    return { values: values.map((value) => value / unit), period, periods };
  });

describe('naive and theta models', () => {
  for (const [name, fit] of Object.entries(fits)) {
    it(`${name} answers numbers for any series and any beginning of it`, () => {
      fc.assert(
        fc.property(anySeries, fc.nat(), (series, at) => {
          const fitted = fit(series);
          for (const origin of [series.values.length, 1 + (at % series.values.length)]) {
            const { values, sd } = fitted.forecast(15, origin);
            expect(values).to.have.length(15);
            expect(values.every(Number.isFinite)).to.equal(true);
            if (sd) expect(sd.every((deviation) => deviation >= 0 && Number.isFinite(deviation))).to.equal(true);
          }
        }),
        { numRuns: 2000 },
      );
    });

    it(`${name} leaves the series alone and sees nothing beyond the origin`, () => {
      fc.assert(
        fc.property(anySeries, fc.nat(), (series, at) => {
          const before = Float64Array.from(series.values);
          const fitted = fit(series);
          const origin = 1 + (at % series.values.length);
          const expected = fitted.forecast(5, origin);
          expect(series.values).to.deep.equal(before);
          series.values.fill(Number.NaN, origin);
          if (origin < before.length) expect(fitted.forecast(5, origin)).to.deep.equal(expected);
        }),
        { numRuns: 500 },
      );
    });

    it(`${name} follows a change of the unit exactly`, () => {
      const tame = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });
      fc.assert(
        fc.property(tame, fc.constantFrom(1, 4), (numbers, period) => {
          const values = Float64Array.from(numbers);
          const halves = values.map((value) => value / 2 ** 20);
          const plain = fit({ values, period, periods: [] }).forecast(4);
          const scaled = fit({ values: halves, period, periods: [] }).forecast(4);
          expect(scaled.values.map((value) => value * 2 ** 20)).to.deep.equal(plain.values);
          expect(scaled.sd?.map((value) => value * 2 ** 20)).to.deep.equal(plain.sd ?? undefined);
        }),
      );
    });

    it(`${name} takes a million values`, () => {
      const values = Float64Array.from({ length: 1_000_000 }, (_, t) => 1 + (t % 24) / 100 + Math.sin(t) / 10);
      const { values: future } = fit({ values, period: 24, periods: [24] }).forecast(1000);
      expect(future.every(Number.isFinite)).to.equal(true);
    });
  }
});
