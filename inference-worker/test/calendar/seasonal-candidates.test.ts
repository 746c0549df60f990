import { expect } from 'chai';
import { irregularCalendar, weekdayCalendar } from '../../src/calendar/calendar.js';
import { calendarNamed } from '../../src/calendar/calendar-named.js';
import { seasonalCandidates } from '../../src/calendar/seasonal-candidates.js';

const cases: [frequency: string, period: number, periods: number[]][] = [
  ['year', 1, []],
  ['2 years', 1, []],
  ['half-year', 2, [2]],
  ['quarter', 4, [4]],
  ['4 months', 3, [3]],
  ['5 months', 1, []],
  ['month', 12, [12]],
  ['month end', 12, [12]],
  ['28 days', 13, [13]],
  ['week', 52, [52]],
  ['W-SUN', 52, [52]],
  ['2 weeks', 26, [26]],
  ['16 days', 23, [23]],
  ['3 days', 122, [122]],
  ['business day', 5, [5, 261]],
  ['day', 7, [7, 365]],
  ['12 hours', 2, [2, 14]],
  ['6 hours', 4, [4, 28]],
  ['hour', 24, [24, 168]],
  ['30 minutes', 48, [48, 336]],
  ['15 minutes', 96, [96, 672]],
  ['5 minutes', 288, [12, 288, 2016]],
  ['minute', 60, [60, 1440, 10_080]],
  ['10 seconds', 360, [360, 8640, 60_480]],
  ['second', 60, [60, 3600, 86_400, 604_800]],
  ['10 ms', 1, []],
  ['11 minutes', 1, []],
];

describe('seasonal candidates', () => {
  for (const [frequency, period, periods] of cases) {
    it(`of a ${frequency} are ${periods.join(', ') || 'none'}`, () => {
      const calendar = calendarNamed(frequency) ?? irregularCalendar(1);
      expect(seasonalCandidates(calendar)).to.deep.equal({ period, periods });
    });
  }

  it('of six days a week are those and the year', () => {
    expect(seasonalCandidates(weekdayCalendar([1, 2, 3, 4, 5, 6]))).to.deep.equal({ period: 6, periods: [6, 313] });
  });

  it('of no calendar are none', () => {
    expect(seasonalCandidates(irregularCalendar(86_400_000))).to.deep.equal({ period: 1, periods: [] });
  });
});
