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

  for (const { name, fit, asSent } of models) {
    it(`${name} answers as many finite numbers as asked, within their intervals, whatever the series`, () => {
      fc.assert(
        fc.property(anySeries, (series) => {
          const horizon = series.length * 10;
          const { values, intervals } = continueSeries(name, series, horizon);
          const columns = [intervals[95].lower, intervals[80].lower, values, intervals[80].upper, intervals[95].upper];
          for (const column of columns) {
            expect(column).to.have.length(horizon);
            expect(column.every(Number.isFinite)).to.equal(true);
          }
          columns.slice(1).forEach((column, i) => {
            expect(column.every((value, k) => value >= (columns[i]?.[k] ?? Number.NaN))).to.equal(true);
          });
        }),
        { numRuns: 300 },
      );
    });

    it(`${name} leaves its input alone`, () => {
      const values = Float64Array.of(3, 1, 2);
      fit({ values, period: 1, periods: [] }).forecast(2);
      expect([...values]).to.deep.equal([3, 1, 2]);
    });

    it(`${name} follows a change of the unit to the last digit`, () => {
      fc.assert(
        fc.property(tameSeries, fc.integer({ min: -600, max: 600 }), (series, exponent) => {
          const unit = 2 ** exponent;
          const plain = continueSeries(name, series, 3);
          const scaled = continueSeries(
            name,
            series.map((value) => value * unit),
            3,
          );
          expect([...scaled.values]).to.deep.equal([...plain.values].map((value) => value * unit));
          expect([...scaled.intervals[95].upper]).to.deep.equal(
            [...plain.intervals[95].upper].map((value) => value * unit),
          );
        }),
      );
    });

    if (asSent || name === 'Naive') {
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
    }

    it(`${name} takes a million points`, () => {
      const values = Float64Array.from({ length: 1_000_000 }, (_, i) => 1e6 + i * 0.01 + Math.sin(i));
      const { values: future } = continueSeries(name, [...values], 1_000_000);
      expect(future).to.have.length(1_000_000);
      expect(future.every(Number.isFinite)).to.equal(true);
    });
  }
});
