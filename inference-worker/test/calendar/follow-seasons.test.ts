import { expect } from 'chai';
import fc from 'fast-check';
import { followSeasons } from '../../src/calendar/follow-seasons.js';
import { regularSeries } from '../../src/calendar/regular-series.js';
import { everyMs } from './dates.js';

const hourMs = 3_600_000;
const wave = (i: number) => 100 + 30 * Math.sin((2 * Math.PI * i) / 24);

const noise = (i: number) => Math.sin(i * i * 78.233) * 50;

/** Hours of a wave of days, without those from `first` up to `end`. */
function hoursWithout(first: number, end: number, value: (i: number) => number = wave) {
  const left = everyMs(hourMs, 240).map((time, i) => (i >= first && i < end ? Number.NaN : time));
  const times = left.filter(Number.isFinite);
  const values = Float64Array.from(left, (_, i) => value(i)).filter((_, i) => Number.isFinite(left[i]));
  return regularSeries(times, values);
}

describe('missing points of a season', () => {
  for (const [what, first, end] of [
    ['shorter than the season', 100, 110],
    ['longer than the season', 100, 150],
    ['beside the start', 3, 20],
    ['beside the end', 220, 238],
  ] as const) {
    it(`are filled with its shape in a gap ${what}`, () => {
      const { values, warnings } = hoursWithout(first, end);
      for (const [i, value] of values.entries()) expect(value).to.be.closeTo(wave(i), 1e-6);
      expect(warnings[0]?.message).to.equal(
        `${end - first} of 240 hours are missing and were interpolated along the season.`,
      );
    });
  }

  it('are filled by a line where there is no season', () => {
    const { values, warnings } = hoursWithout(100, 110, noise);
    expect(values[105]).to.be.closeTo(noise(99) + ((noise(110) - noise(99)) * 6) / 11, 1e-6);
    expect(warnings[0]?.message).to.equal('10 of 240 hours are missing and were interpolated.');
  });

  it('stay within the range of the others where the season has left it', () => {
    const { values } = hoursWithout(220, 230, (i) => wave(i) - i);
    const known = values.filter((_, i) => i < 220 || i >= 230);
    expect(Math.min(...values)).to.equal(Math.min(...known));
  });

  it('leave the others as they are, whatever these are', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    const series = fc.array(fc.oneof(finite, fc.integer({ min: 0, max: 3 })), { minLength: 30, maxLength: 80 });
    fc.assert(
      fc.property(series, fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }), (numbers, kept) => {
        const values = Float64Array.from(numbers, (number, i) => number + 5 * (i % 4));
        const last = values.length - 1;
        const places = Int32Array.from(values.keys()).filter((i) => i === 0 || i === last || kept[i]);
        const known = places.reduce((map, i) => map.set(i, values[i] ?? 0), new Map<number, number>());
        followSeasons(values, places, [4, 12]);
        for (const [i, value] of known) expect(values[i]).to.equal(value);
        expect(values.every(Number.isFinite)).to.equal(true);
      }),
    );
  });
});
