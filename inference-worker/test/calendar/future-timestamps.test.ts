import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Calendar,
  fixedCalendar,
  irregularCalendar,
  monthCalendar,
  weekdayCalendar,
} from '../../src/calendar/calendar.js';
import { CalendarEndError, futureTimestamps } from '../../src/calendar/future-timestamps.js';
import { anyCalendar, anyTimeMs } from './any-calendar.js';
import { stampsOf, timesOf } from './dates.js';

const dayMs = 86_400_000;
const businessDays = weekdayCalendar([1, 2, 3, 4, 5]);

const cases: [what: string, calendar: Calendar, last: string, next: string[]][] = [
  ['month ends', monthCalendar(1, 'end'), '2024-01-31', ['2024-02-29', '2024-03-31', '2024-04-30']],
  ['month ends of no leap year', monthCalendar(1, 'end'), '2023-01-31', ['2023-02-28', '2023-03-31']],
  ['the 30th', monthCalendar(1, 30), '2023-01-30', ['2023-02-28', '2023-03-30', '2023-04-30']],
  ['the day of the last time', monthCalendar(1, 'same'), '2024-05-17T06:30', ['2024-06-17T06:30', '2024-07-17T06:30']],
  ['the month end of the last time', monthCalendar(1, 'same'), '2024-06-30', ['2024-07-31', '2024-08-31']],
  [
    'leap days',
    monthCalendar(12, 29),
    '2096-02-29',
    ['2097-02-28', '2098-02-28', '2099-02-28', '2100-02-28', '2101-02-28'],
  ],
  ['a late month on time again', monthCalendar(1, 10), '2024-05-12', ['2024-06-10', '2024-07-10']],
  ['business days over a weekend', businessDays, '2024-01-04', ['2024-01-05', '2024-01-08', '2024-01-09']],
  ['business days from a Saturday on', businessDays, '2024-01-06T12:00', ['2024-01-08T12:00', '2024-01-09T12:00']],
  ['one day a week from another day on', weekdayCalendar([3]), '2024-01-04', ['2024-01-10', '2024-01-17']],
  [
    'days over daylight saving of no UTC',
    fixedCalendar(dayMs),
    '2024-03-30T22:00',
    ['2024-03-31T22:00', '2024-04-01T22:00'],
  ],
  ['the median step', irregularCalendar(1.5 * dayMs), '2024-01-01', ['2024-01-02T12:00', '2024-01-04']],
];

describe('future timestamps', () => {
  for (const [what, calendar, last, next] of cases) {
    it(`continue ${what}`, () => {
      const lastMs = timesOf(last)[0] ?? 0;
      expect(stampsOf(futureTimestamps(calendar, lastMs, next.length))).to.deep.equal(next);
    });
  }

  it('do not drift when the step is no whole number', () => {
    expect([...futureTimestamps(irregularCalendar(1.5), 3, 4)]).to.deep.equal([5, 6, 8, 9]);
    expect([...futureTimestamps(irregularCalendar(0.1), 3, 2)]).to.deep.equal([4, 5]);
  });

  it('end with the calendar', () => {
    const endMs = 8.64e15;
    expect(() => futureTimestamps(fixedCalendar(2), endMs - 1, 1)).to.throw(CalendarEndError);
    expect([...futureTimestamps(fixedCalendar(dayMs), endMs - dayMs, 1)]).to.deep.equal([endMs]);
    expect(() => futureTimestamps(monthCalendar(1, 'end'), endMs - dayMs, 1)).to.throw(CalendarEndError);
    expect(() => futureTimestamps(businessDays, endMs - dayMs, 3)).to.throw(CalendarEndError);
    for (const calendar of [fixedCalendar(dayMs), businessDays, monthCalendar(12, 1), irregularCalendar(0.5)]) {
      expect(() => futureTimestamps(calendar, 0, 2e16)).to.throw(CalendarEndError);
    }
  });

  it('are whole, ascending and after the last time, whatever the calendar', () => {
    fc.assert(
      fc.property(anyCalendar, anyTimeMs, fc.integer({ min: 1, max: 100 }), (calendar, lastMs, horizon) => {
        const future = futureTimestamps(calendar, lastMs, horizon);
        expect(future).to.have.length(horizon);
        let before = lastMs;
        for (const time of future) {
          expect(Number.isSafeInteger(time)).to.equal(true);
          expect(time).to.be.above(before);
          before = time;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('go on from any point as from the one before', () => {
    fc.assert(
      fc.property(anyCalendar, anyTimeMs, (calendar, lastMs) => {
        const future = futureTimestamps(calendar, lastMs, 20);
        const settled = calendar.kind === 'months' && calendar.day === 'same';
        if (settled) return;
        const later = futureTimestamps(calendar, future[9] ?? 0, 10);
        expect([...later]).to.deep.equal([...future.subarray(10)]);
      }),
    );
  });
});
