import { expect } from 'chai';
import fc from 'fast-check';
import { detectCalendar } from '../../src/calendar/detect-calendar.js';
import { regularSeries } from '../../src/calendar/regular-series.js';
import { timesFrom } from '../../src/calendar/times-from.js';
import { anyCalendar, anyTimeMs } from './any-calendar.js';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

/** Enough points for every calendar to show itself. */
const points = 80;

/** Points of a calendar, and which of them are left when a tenth is gone; the first and the last stay. */
const anyGappy = fc.record({
  calendar: anyCalendar,
  startMs: anyTimeMs.map((time) => time - (time % 3_600_000)),
  gone: fc.uniqueArray(fc.integer({ min: 1, max: points - 2 }), { minLength: 1, maxLength: points / 10 }),
});

describe('regular series', () => {
  it('come back as they are, without a warning', () => {
    fc.assert(
      fc.property(anyCalendar, anyTimeMs, fc.integer({ min: 1, max: points }), (calendar, startMs, count) => {
        const times = timesFrom(calendar, startMs, count);
        const values = Float64Array.from(times, (_, i) => i * i);
        const told = regularSeries(times, values, calendar);
        expect(told).to.deep.equal({ times, values, calendar, warnings: [] });
        if (count < 30) return;
        const found = regularSeries(times, values);
        expect(found.warnings).to.deep.equal([]);
        expect(found.times).to.equal(times);
        expect(found.values).to.equal(values);
      }),
      { numRuns: 500 },
    );
  });

  it('are found and filled when a tenth of their points is gone', () => {
    fc.assert(
      fc.property(anyGappy, ({ calendar, startMs, gone }) => {
        const all = timesFrom(calendar, startMs, points);
        const left = all.filter((_, i) => !gone.includes(i));
        expect(detectCalendar(left)).to.deep.equal(detectCalendar(all));
        const valueAt = new Map(Array.from(all, (time, i) => [time, Math.sin(i)]));
        const series = regularSeries(
          left,
          Float64Array.from(left, (time) => valueAt.get(time) ?? 0),
        );
        expect([...series.times]).to.deep.equal([...all]);
        for (const [i, time] of series.times.entries()) {
          if (left.includes(time)) expect(series.values[i]).to.equal(valueAt.get(time));
          else expect(Math.abs(series.values[i] ?? 9)).to.be.at.most(3);
        }
        expect(series.warnings.map(({ code }) => code)).to.deep.equal(['gaps_interpolated']);
      }),
      { numRuns: 500 },
    );
  });

  it('are made of any times: ascending, finite, and not many more points than there were', () => {
    const anyTimes = fc.oneof(
      fc.array(anyTimeMs, { minLength: 1, maxLength: 60 }),
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 }),
      fc
        .array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 })
        .map((days) => days.map((d) => d * 864e5)),
      fc
        .array(fc.integer({ min: 0, max: 9e6 }), { minLength: 1, maxLength: 60 })
        .map((gaps) => gaps.map((g, i) => g + i * 864e5)),
    );
    fc.assert(
      fc.property(anyTimes, fc.array(finite, { minLength: 60, maxLength: 60 }), (unsorted, numbers) => {
        const times = Float64Array.from(unsorted).sort();
        const values = Float64Array.from(numbers.slice(0, times.length));
        const series = regularSeries(times, values);
        expect(series.values).to.have.length(series.times.length);
        expect(series.times.length).to.be.within(1, 2 * times.length);
        expect(series.values.every(Number.isFinite)).to.equal(true);
        expect(series.times.every((time, i) => i === 0 || time > (series.times[i - 1] ?? 0))).to.equal(true);
        expect(Math.max(...series.values)).to.be.at.most(Math.max(...values));
        expect(new Set(series.warnings.map(({ code }) => code))).to.have.length(series.warnings.length);
      }),
      { numRuns: 1000 },
    );
  });
});
