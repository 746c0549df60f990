import { medianOf } from '../numerics/statistics.js';
import { type FixedCalendar, fixedCalendar } from './calendar.js';
import { gridOf } from './grid.js';
import { dayMs } from './months.js';
import { enough, modeOf } from './steps.js';

/** How far times may lie beside the grid as a share of a step: an hour of daylight saving is 0.042 of a day. */
const maxStray = { exact: 0.05, loose: 0.2 };
/** Fewer steps may look equal by chance when they may stray that far. */
const minLooseSteps = 8;
/** A step that makes up this share is the unit even where gaps make the middle one longer. */
const minModeShare = 0.3;
/** Of the steps about as long as the usual one, so many must be exactly that long; else their mean is the better measure. */
const minExactShare = 0.9;
/** Chance finds a short step that divides all others, but leaves most of its places empty. */
const maxPlacesPerTime = 2;
/** Times that share a point with the one before. */
const maxRepeatShare = 1 / 3;
/** A clock that errs less than this was meant to keep the natural step. */
const naturalTolerance = 0.002;

const sixtieths = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30];
const naturalStepsMs = [
  ...[1, 2, 5, 10, 20, 25, 40, 50, 100, 125, 200, 250, 500],
  ...sixtieths.map((seconds) => seconds * 1000),
  ...sixtieths.map((minutes) => minutes * 60_000),
  ...[1, 2, 3, 4, 6, 8, 12].map((hours) => hours * 3_600_000),
  ...[1, 2, 3, 4, 5, 7, 10, 14, 28].map((days) => days * dayMs),
];

/**
 * One step that enough of the times are whole multiples of: the usual one, or else the shortest where gaps have left it
 * in the minority.
 * @param times epoch milliseconds, strictly ascending, at least two.
 */
export function detectFixed(times: Float64Array, steps: Float64Array, fit: 'exact' | 'loose'): FixedCalendar | null {
  if (fit === 'loose' && steps.length < minLooseSteps) return null;
  const usual = fixedCalendar(stepOf(steps));
  if (fits(times, usual, maxStray[fit]) !== null) return usual;
  if (fit === 'loose') return null;
  const shortest = fixedCalendar(steps.reduce((a, b) => Math.min(a, b)));
  const places = naturalStepsMs.includes(shortest.stepMs) ? fits(times, shortest, maxStray.exact) : null;
  return places !== null && places <= maxPlacesPerTime * times.length ? shortest : null;
}

/** How many places the grid has from the first time to the last; null when too few of the times lie on it. */
function fits(times: Float64Array, calendar: FixedCalendar, maxStray: number): number | null {
  const grid = gridOf(calendar, times);
  if (!grid) return null;
  const { indices, strays } = grid;
  let fitting = 0;
  let repeats = 0;
  for (let i = 1; i < times.length; i++) {
    if (indices[i] === indices[i - 1]) repeats++;
    else if ((strays[i] ?? 0) <= maxStray) fitting++;
  }
  const fit = repeats <= maxRepeatShare * (times.length - 1) && fitting >= enough(times.length - 1 - repeats);
  return fit ? (indices[times.length - 1] ?? 0) + 1 : null;
}

function stepOf(steps: Float64Array): number {
  const { mode, count } = modeOf(steps);
  const usual = count >= minModeShare * steps.length ? mode : medianOf(steps);
  const near = steps.filter((step) => step > 0.5 * usual && step < 1.5 * usual);
  if (near.length === 0) return usual;
  const exact = modeOf(near);
  if (exact.count >= minExactShare * near.length) return exact.mode;
  const mean = near.reduce((sum, step) => sum + step, 0) / near.length;
  const spread = near.reduce((a, b) => Math.max(a, b)) - near.reduce((a, b) => Math.min(a, b));
  const natural = naturalStepsMs.reduce((a, b) => (Math.abs(b - mean) < Math.abs(a - mean) ? b : a));
  return Math.abs(natural - mean) <= Math.max(naturalTolerance * natural, spread / near.length) ? natural : mean;
}
