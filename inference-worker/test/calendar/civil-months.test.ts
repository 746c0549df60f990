import { expect } from 'chai';
import fc from 'fast-check';
import { dayOf, daysIn, firstDayOf, monthOf, weekdayOf } from '../../src/calendar/months.js';

describe('months and days', () => {
  it('are those of Date, as far as dates reach', () => {
    fc.assert(
      fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (timeMs) => {
        const date = new Date(timeMs);
        const day = dayOf(timeMs);
        const month = monthOf(day);
        expect(month).to.equal((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth());
        expect(day - firstDayOf(month) + 1).to.equal(date.getUTCDate());
        expect(weekdayOf(day)).to.equal(date.getUTCDay());
      }),
      { numRuns: 2000 },
    );
  });

  it('meet at every turn of a month of four hundred years', () => {
    for (let month = -2400; month < 2400; month++) {
      const first = firstDayOf(month);
      expect([monthOf(first - 1), monthOf(first)]).to.deep.equal([month - 1, month]);
      expect(new Date(first * 86_400_000).getUTCDate()).to.equal(1);
    }
  });

  it('have a leap day every fourth year but in three of four centuries', () => {
    const february = (year: number) => daysIn((year - 1970) * 12 + 1);
    expect([2023, 2024, 1900, 2000, 2100].map(february)).to.deep.equal([28, 29, 28, 29, 28]);
  });
});
