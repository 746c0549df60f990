import { expect } from 'chai';
import fc from 'fast-check';
import { parseHorizon } from '../src/pages/predict/order.rules.js';
import { fileName } from '../src/pages/predict/receive-file.js';
import { horizonPresets, seriesFacts, stepUnits, thinnedSeriesFacts } from '../src/pages/predict/series-facts.rules.js';

const hourMs = 3_600_000;
const seriesOf = (times: number[]) => ({ times, values: times.map(() => 1) });
const every = (stepMs: number, count = 10) => seriesOf(Array.from({ length: count }, (_, i) => i * stepMs));

describe('what is said of a series', () => {
  it('its step by the name that it has', () => {
    const stepOf = (stepMs: number) => seriesFacts(every(stepMs)).step;
    expect(stepOf(hourMs)).to.deep.equal({ unit: 'hour', every: 1 });
    expect(stepOf(15 * 60_000)).to.deep.equal({ unit: 'minute', every: 15 });
    expect(stepOf(24 * hourMs)).to.deep.equal({ unit: 'day', every: 1 });
    expect(stepOf(14 * 24 * hourMs)).to.deep.equal({ unit: 'week', every: 2 });
    expect(stepOf(1_234)).to.equal(null);
    const months = seriesOf(Array.from({ length: 12 }, (_, month) => Date.UTC(2025, month, 1)));
    expect(seriesFacts(months)).to.deep.equal({ step: { unit: 'month', every: 1 }, missing: 0, weekdaysOnly: false });
    expect(seriesFacts(seriesOf([0, hourMs])).step).to.equal(null);
  });

  it('how many of its steps are missing, whichever they are', () => {
    const gone = fc.uniqueArray(fc.integer({ min: 1, max: 98 }), { maxLength: 20 });
    fc.assert(
      fc.property(gone, (missing) => {
        const places = Array.from({ length: 100 }, (_, i) => i).filter((i) => !missing.includes(i));
        expect(seriesFacts(seriesOf(places.map((i) => i * hourMs))).missing).to.equal(missing.length);
      }),
    );
  });

  it('the same of a long series, of which only some points are given', () => {
    const kept = fc.uniqueArray(fc.integer({ min: 1, max: 9_998 }), { minLength: 200, maxLength: 400 });
    fc.assert(
      fc.property(kept, fc.integer({ min: 0, max: 1_000 }), (places, missing) => {
        const times = [0, ...places.toSorted((a, b) => a - b), 9_999].map((place) => place * hourMs);
        expect(thinnedSeriesFacts(seriesOf(times), 10_000 - missing)).to.deep.equal({
          step: { unit: 'hour', every: 1 },
          missing,
          weekdaysOnly: false,
        });
      }),
    );
    const weekdays = Array.from({ length: 700 }, (_, day) => day * 24 * hourMs).filter((_, day) => day % 7 < 5);
    expect(thinnedSeriesFacts(seriesOf(weekdays), 500).step).to.equal(null);
    for (const times of [[0, 0], [0, Number.NaN, hourMs], []]) {
      expect(thinnedSeriesFacts(seriesOf(times), 9).step).to.equal(null);
    }
  });

  it('suggested horizons are whole numbers of points within the longest', () => {
    const step = fc.record({ unit: fc.constantFrom(...stepUnits), every: fc.integer({ min: 1, max: 60 }) });
    fc.assert(
      fc.property(step, fc.boolean(), fc.integer({ min: 1, max: 10_000 }), (step, weekdaysOnly, most) => {
        for (const { points } of horizonPresets({ step, weekdaysOnly, missing: null }, most)) {
          expect(Number.isInteger(points) && points >= 1 && points <= most).to.equal(true);
        }
      }),
    );
  });
});

describe('what is typed and named', () => {
  it('a horizon is a whole number within ten times the series, or none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String)), fc.integer({ min: 0, max: 1_000 }), (text, rows) => {
        const horizon = parseHorizon(text, rows);
        if (horizon !== undefined) {
          expect(Number.isInteger(horizon) && horizon >= 1 && horizon <= 10 * rows).to.equal(true);
        }
      }),
    );
    expect(parseHorizon(' 7\u00a0140 ', 714)).to.equal(7_140);
    expect(parseHorizon('7,141', 714)).to.equal(undefined);
  });

  it('a file has a name of one bounded line, whatever it was called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = fileName(given, 'data');
        expect(Array.from(name).length).to.be.within(1, 200);
        expect(name).to.not.match(/[\p{Cc}\p{Cf}]/u);
      }),
    );
    expect(fileName(' \u202e ', 'data')).to.equal('data');
  });
});
