import { expect } from 'chai';
import { detectCalendar } from '../../src/calendar/detect-calendar.js';
import { futureTimestamps } from '../../src/calendar/future-timestamps.js';
import { stampsOf } from './dates.js';

/** What the times are, the name of their calendar, and the points that continue them. */
export type CalendarCase = [what: string, times: Float64Array, name: string, next: string[]];

export function findCalendars(cases: CalendarCase[]): void {
  for (const [what, times, name, next] of cases) {
    it(`is found in ${what}`, () => {
      const calendar = detectCalendar(times);
      expect(calendar.name).to.equal(name);
      const future = futureTimestamps(calendar, times[times.length - 1] ?? 0, next.length);
      expect(stampsOf(future)).to.deep.equal(next);
    });
  }
}
