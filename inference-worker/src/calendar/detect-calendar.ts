import { medianOf } from '../numerics/statistics.js';
import { type Calendar, fixedCalendar, irregularCalendar } from './calendar.js';
import { detectFixed } from './detect-fixed.js';
import { detectLooseMonths, detectMonths, shortestMonthMs } from './detect-months.js';
import { detectWeekdays } from './detect-weekdays.js';
import { dayMs } from './months.js';
import { areAll, hasRepeats, stepsOf } from './steps.js';

/** The calendar is read from this many different times at most, the last ones: what they follow is what goes on. */
const maxSampledTimes = 10_000;

/**
 * The calendar that times follow, in spite of repeats, gaps, an hour of daylight saving and some times beside it. One
 * time is a day's.
 *
 * Tried in this order, so that the more particular reading of the same times wins: months by their days (28 days in
 * February are a month), days of the week, an exact step, months by their sequence alone, a step that times stray from.
 * @param times epoch milliseconds, ascending, at least one.
 */
export function detectCalendar(times: Float64Array): Calendar {
  const sample = lastDifferent(times, maxSampledTimes);
  if (sample.length < 2) return fixedCalendar(dayMs);
  const steps = stepsOf(sample);
  const first = steps[0] ?? dayMs;
  // Most series; the same answer as from below.
  if (first < shortestMonthMs && areAll(steps, first)) return fixedCalendar(first);
  return (
    detectMonths(sample, steps) ??
    detectWeekdays(sample, steps) ??
    detectFixed(sample, steps, 'exact') ??
    detectLooseMonths(sample, steps) ??
    detectFixed(sample, steps, 'loose') ??
    irregularCalendar(medianOf(steps))
  );
}

/** The last `count` times of those that differ, ascending. */
function lastDifferent(times: Float64Array, count: number): Float64Array {
  if (times.length <= count && !hasRepeats(times)) return times;
  const different = new Float64Array(Math.min(count, times.length));
  let start = different.length;
  for (let i = times.length - 1; i >= 0 && start > 0; i--) {
    const time = times[i] ?? 0;
    if (start === different.length || time !== different[start]) different[--start] = time;
  }
  return different.subarray(start);
}
