import { modelCatalogue } from '@coincast/shared/contracts';
import { expect } from 'chai';
import fc from 'fast-check';
import { models } from '../../src/models/index.js';
import { continueSeries, relativeDistance } from './continue.js';

const anyFinite = fc.double({ noNaN: true, noDefaultInfinity: true });
const extreme = fc.constantFrom(
  0,
  -0,
  5e-324,
  1e-300,
  -1e-300,
  1,
  -1,
  1e300,
  -1e300,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
);
const anySeries = fc.array(fc.oneof(anyFinite, extreme), { minLength: 1, maxLength: 40 });
const tameSeries = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 40 });

describe('models', () => {
  it('are those of the catalogue, in its order', () => {
    expect(models.map(({ name }) => name)).to.deep.equal(modelCatalogue.map(({ name }) => name));
  });

  for (const { name, fit } of models) {
    it(`${name} answers as many finite numbers as asked, whatever the series`, () => {
      fc.assert(
        fc.property(anySeries, (series) => {
          const { values } = continueSeries(name, series, series.length * 10);
          expect(values).to.have.length(series.length * 10);
          expect(values.every(Number.isFinite)).to.equal(true);
        }),
        { numRuns: 1000 },
      );
    });

    it(`${name} leaves its input alone`, () => {
      const values = Float64Array.of(3, 1, 2);
      fit({ values, period: 1, periods: [] }).forecast(2);
      expect([...values]).to.deep.equal([3, 1, 2]);
    });

    it(`${name} follows a change of the unit and of the origin`, () => {
      const unit = fc.constantFrom(-1, 0.001, 3, 1e6, 1e100, 1e-100);
      fc.assert(
        fc.property(tameSeries, unit, fc.integer({ min: -1000, max: 1000 }), (series, scale, shift) => {
          const plain = continueSeries(name, series, 3).values;
          const scaled = continueSeries(
            name,
            series.map((value) => (value + shift) * scale),
            3,
          ).values;
          const expected = [...plain].map((value) => (value + shift) * scale);
          expect(relativeDistance(scaled, expected, 4000 * Math.abs(scale))).to.be.below(1e-7);
        }),
      );
    });

    it(`${name} takes a million points`, () => {
      const values = Float64Array.from({ length: 1_000_000 }, (_, i) => 1e6 + i * 0.01 + Math.sin(i));
      const { values: future } = continueSeries(name, [...values], 1_000_000);
      expect(future).to.have.length(1_000_000);
      expect(future.every(Number.isFinite)).to.equal(true);
    });
  }
});
