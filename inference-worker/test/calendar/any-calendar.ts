import fc from 'fast-check';
import {
  type Calendar,
  fixedCalendar,
  type MonthDay,
  monthCalendar,
  weekdayCalendar,
} from '../../src/calendar/calendar.js';

const hourMs = 3_600_000;

/** Whole milliseconds of the years 1900 to 2100. */
export const anyTimeMs = fc.integer({ min: -2_208_988_800_000, max: 4_102_444_800_000 });

const anyFixed = fc
  .constantFrom(10, 1000, 30_000, 60_000, 900_000, 1_800_000, hourMs, 6 * hourMs, 24 * hourMs, 168 * hourMs)
  .map(fixedCalendar);

const anyMonthDay = fc.oneof(
  fc.integer({ min: 1, max: 30 }),
  fc.constantFrom<MonthDay>('end', 'business start', 'business end', 'same'),
);

export const anyMonths = fc
  .tuple(fc.constantFrom(1, 3, 6, 12), anyMonthDay)
  .map(([step, day]) => monthCalendar(step, day));

const anyWeekdays = fc
  .constantFrom([1, 2, 3, 4, 5], [0, 1, 2, 3, 4], [1, 2, 3, 4, 5, 6], [2])
  .map((weekdays) => weekdayCalendar(weekdays));

export const anyCalendar: fc.Arbitrary<Calendar> = fc.oneof(anyFixed, anyMonths, anyWeekdays);
