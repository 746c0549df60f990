import { expect } from 'chai';
import fc from 'fast-check';
import { restore, restoreIntervals, unitOf } from '../../src/forecast/unit.js';

const anyFinite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('unit of a series', () => {
  it('brings the largest magnitude between one and two, without rounding', () => {
    fc.assert(
      fc.property(fc.array(anyFinite, { minLength: 1 }), (numbers) => {
        const values = Float64Array.from(numbers);
        const unit = unitOf(values);
        const scaled = values.map((value) => value / unit);
        const largest = Math.max(...scaled.map(Math.abs));
        expect(largest === 0 || (largest >= 1 && largest < 2), `${largest}`).to.equal(true);
        scaled.forEach((value, i) => {
          // Only what is too small to count beside the largest may lose digits.
          if (Math.abs(value) > 1e-290) expect(value * unit).to.equal(values[i]);
        });
      }),
    );
  });

  it('is one for zeros', () => {
    expect(unitOf(Float64Array.of(0, -0))).to.equal(1);
  });

  it('holds the last finite value of a forecast that leaves the range of numbers', () => {
    const { values, held } = restore(Float64Array.of(1, 1.5, Number.POSITIVE_INFINITY, 3), 2 ** 1023, 7);
    expect([...values]).to.deep.equal([2 ** 1023, 1.5 * 2 ** 1023, 1.5 * 2 ** 1023, 1.5 * 2 ** 1023]);
    expect(held).to.equal(true);
    expect([...restore(Float64Array.of(-4, 1), 2 ** 1023, 7).values]).to.deep.equal([7, 7]);
  });

  it('refuses a forecast that is no number', () => {
    expect(() => restore(Float64Array.of(1, Number.NaN), 1, 0)).to.throw('not a number');
  });

  it('keeps bounds finite, in order and around the forecast, whatever the model answered', () => {
    const bound = fc.oneof(anyFinite, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY));
    fc.assert(
      fc.property(
        bound,
        bound,
        bound,
        bound,
        anyFinite,
        fc.constantFrom(1e-300, 1, 1e300),
        (a, b, c, d, value, unit) => {
          const scaled = {
            80: { lower: Float64Array.of(a), upper: Float64Array.of(b) },
            95: { lower: Float64Array.of(c), upper: Float64Array.of(d) },
          };
          const { 80: inner, 95: outer } = restoreIntervals(scaled, unit, Float64Array.of(value));
          const ordered = [outer.lower[0], inner.lower[0], value, inner.upper[0], outer.upper[0]].map(Number);
          expect(ordered.every(Number.isFinite)).to.equal(true);
          expect(ordered).to.deep.equal([...ordered].sort((x, y) => x - y));
        },
      ),
    );
  });
});
