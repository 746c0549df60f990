import { expect } from 'chai';
import fc from 'fast-check';
import { linearScale } from '../../src/chart/scale.js';
import { isGap, seriesStep } from '../../src/chart/series-step.js';
import { thinLine } from '../../src/chart/thin-line.js';
import { DAY_MS, HOUR_MS, START_MS, series } from './samples.js';

const scaleOf = (count: number) => linearScale(START_MS, START_MS + (count - 1) * HOUR_MS, -1000, 1000);
const thin = (values: number[], columns = 1000) =>
  thinLine(series(values), { scale: scaleOf(values.length), step: null, columns });

describe('thinning a line', () => {
  it('keeps a short series as it is', () => {
    expect(thin([1, 2, 3]).map((point) => point.index)).deep.equal([0, 1, 2]);
  });

  it('keeps the lowest and the highest of a column, in the order of time', () => {
    const values = [0, 0, 0, 0, 5, -7, 1, 1, 0, 0, 0, 0];
    expect(thin(values, 3).map((point) => point.index)).deep.equal([0, 3, 4, 5, 8, 11]);
  });

  it('begins anew after a missing value and after a jump in time', () => {
    const breaks = (points: { breaks: boolean }[]) => points.map((point) => point.breaks);
    expect(breaks(thin([1, Number.NaN, 3, 4]))).deep.equal([true, true, false]);
    const times = [0, 1, 2, 3, 5, 6].map((hour) => START_MS + hour * HOUR_MS);
    const jumping = { times, values: [1, 1, 1, 1, 1, 1] };
    const options = { scale: scaleOf(7), step: seriesStep(jumping) };
    expect(breaks(thinLine(jumping, options))).deep.equal([true, false, false, false, true, false]);
  });

  it('holds two points a column, the ends, the peaks and every gap', () => {
    const value = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -1000, max: 1000 }) }, fc.constant(Number.NaN));
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 50 }),
        (values, columns) => {
          const drawn = thin(values, columns);
          const present = values.flatMap((v, i) => (Number.isNaN(v) ? [] : [i]));
          expect(drawn.length > 0).equal(present.length > 0);
          const perColumn = new Map<number, number>();
          for (const { x } of drawn) {
            const column = Math.min(columns - 1, Math.floor((x / 1000) * columns));
            perColumn.set(column, (perColumn.get(column) ?? 0) + 1);
          }
          expect(Math.max(0, ...perColumn.values())).most(2);
          expect(drawn[0]?.index).equal(present[0]);
          expect(drawn.at(-1)?.index).equal(present.at(-1));
          drawn.forEach((point, i) => {
            const before = drawn[i - 1];
            if (before === undefined) return;
            expect(point.index).greaterThan(before.index);
            const between = values.slice(before.index, point.index);
            expect(point.breaks).equal(between.some(Number.isNaN));
          });
        },
      ),
    );
  });

  it('does not lose a spike among a million points', () => {
    const values = Array.from({ length: 1_000_000 }, () => 0);
    values[123_456] = 900;
    const drawn = thin(values);
    expect(drawn.some((point) => point.index === 123_456)).equal(true);
    expect(drawn.length).most(2000);
  });
});

describe('step of a series', () => {
  it('takes months for regular and random times for irregular', () => {
    const months = Array.from({ length: 24 }, (_, i) => Date.UTC(2024, i, 1));
    expect(seriesStep({ times: months, values: months }).gapMs).lessThan(60 * DAY_MS);
    const random = [0, 1, 7, 9, 30, 31, 55, 90].map((day) => day * DAY_MS);
    expect(seriesStep({ times: random, values: random }).gapMs).equal(Number.POSITIVE_INFINITY);
  });

  it('does not miss the weekends of a series that has none, but a holiday', () => {
    const friday = Date.UTC(2026, 10, 20);
    const days = Array.from({ length: 30 }, (_, i) => Date.UTC(2026, 10, 2 + i)).filter(
      (day) => new Date(day).getUTCDay() % 6 !== 0,
    );
    const step = seriesStep({ times: days, values: days });
    expect(isGap(step, friday, friday + 3 * DAY_MS)).equal(false);
    expect(isGap(step, friday, friday + 4 * DAY_MS)).equal(true);
    expect(isGap(step, friday - 2 * DAY_MS, friday)).equal(true);
  });
});
