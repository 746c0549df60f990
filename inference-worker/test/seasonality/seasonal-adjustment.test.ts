import { expect } from 'chai';
import fc from 'fast-check';
import { adjustForSeason, isSeasonal, restoreSeason, seasonalForm } from '../../src/seasonality/seasonal-adjustment.js';
import { references } from './reference.js';

const wave = (length: number, level: number) =>
  Float64Array.from({ length }, (_, t) => level + Math.sin((2 * Math.PI * t) / 12));

describe('seasonal adjustment', () => {
  it('finds the seasons of months and quarters, but not in two years, nor where there is none', () => {
    const seasonal = references.map(({ id, values, period }) => [id, isSeasonal(Float64Array.from(values), period)]);
    expect(Object.fromEntries(seasonal)).to.deep.equal({
      AirPassengers: true,
      UKgas: true,
      USAccDeaths: false,
      WWWusage: false,
    });
  });

  it('needs more than two seasons, or as many values as asked', () => {
    const strong = (length: number) => Float64Array.from({ length }, (_, t) => (t % 2 === 0 ? 1 : -1));
    expect(isSeasonal(strong(40), 20)).to.equal(false);
    expect(isSeasonal(wave(60, 0), 12, 61)).to.equal(false);
    expect(isSeasonal(wave(60, 0), 12, 60)).to.equal(true);
    expect(isSeasonal(wave(60, 0), 1)).to.equal(false);
  });

  it('multiplies only where all values are positive', () => {
    expect(seasonalForm(wave(60, 3), 12)).to.equal('multiplicative');
    expect(seasonalForm(wave(60, 0), 12)).to.equal('additive');
    expect(seasonalForm(wave(60, -3), 12)).to.equal('additive');
    expect(seasonalForm(new Float64Array(60).fill(0.1), 12)).to.equal(null);
  });

  it('leaves alone what is shorter than two seasons or has an index next to 0', () => {
    const short = wave(23, 3);
    expect(adjustForSeason(short, 12, 'multiplicative')).to.deep.equal({ values: short, season: null });
    const nothing = Float64Array.from({ length: 24 }, (_, t) => (t % 4 === 0 ? 1e-9 : 1));
    expect(adjustForSeason(nothing, 4, 'multiplicative').season).to.equal(null);
  });

  it('takes out what it can bring back', () => {
    const value = fc.double({ min: 0.5, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 14, maxLength: 60 }),
        fc.integer({ min: 2, max: 7 }),
        fc.constantFrom('additive' as const, 'multiplicative' as const),
        (numbers, period, form) => {
          const series = Float64Array.from(numbers);
          const { values, season } = adjustForSeason(series, period, form);
          const restored = Float64Array.from(values);
          restoreSeason(restored, 0, season);
          restored.forEach((restoredValue, t) => {
            expect(restoredValue).to.be.closeTo(series[t] ?? Number.NaN, 1e-12);
          });
          expect([...series]).to.deep.equal(numbers);
        },
      ),
    );
  });

  it('continues the season where the series ends', () => {
    const future = new Float64Array(4).fill(10);
    restoreSeason(future, 5, { form: 'additive', indices: Float64Array.of(0, 1, 2) });
    expect([...future]).to.deep.equal([12, 10, 11, 12]);
  });
});
