import { expect } from 'chai';
import fc from 'fast-check';
import { CalendarEndError, futureTimestamps } from '../../src/calendar/future-timestamps.js';

const dayMs = 86_400_000;
const future = (times: number[], horizon: number) => [...futureTimestamps(Float64Array.from(times), horizon)];

describe('future timestamps', () => {
  it('continue by the step of the series', () => {
    expect(future([0, 1000, 2000], 3)).to.deep.equal([3000, 4000, 5000]);
  });

  it('continue by the median step over gaps, and by the mean of the middle two of an even number', () => {
    expect(future([0, dayMs, 2 * dayMs, 9 * dayMs], 1)).to.deep.equal([10 * dayMs]);
    expect(future([0, 1000, 4000], 2)).to.deep.equal([6000, 8000]);
  });

  it('continue one point, and times that are all the same, by days', () => {
    expect(future([5], 2)).to.deep.equal([5 + dayMs, 5 + 2 * dayMs]);
    expect(future([5, 5, 5], 1)).to.deep.equal([5 + dayMs]);
  });

  it('do not count times that repeat', () => {
    expect(future([0, 0, 0, 1000, 1000], 1)).to.deep.equal([2000]);
  });

  it('do not drift when the step is no whole number', () => {
    expect(future([0, 1, 3], 4)).to.deep.equal([5, 6, 8, 9]);
  });

  it('end with the calendar', () => {
    expect(() => future([8.64e15 - 1], 1)).to.throw(CalendarEndError);
    expect(future([8.64e15 - dayMs], 1)).to.deep.equal([8.64e15]);
  });

  it('are whole, ascending and after the series', () => {
    const epochMs = fc.integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(
        fc.array(epochMs, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 50 }),
        (times, horizon) => {
          const sorted = [...times].sort((a, b) => a - b);
          const answer = future(sorted, horizon);
          expect(answer).to.have.length(horizon);
          let before = sorted[sorted.length - 1] ?? 0;
          for (const time of answer) {
            expect(Number.isSafeInteger(time)).to.equal(true);
            expect(time).to.be.above(before);
            before = time;
          }
        },
      ),
    );
  });
});
