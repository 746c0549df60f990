import type { ForecastWarning } from '@coincast/shared/contracts';
import { medianOf } from '../numerics/statistics.js';

/** Fewer points show no pattern. */
const fewPoints = 10;
/** In robust standard deviations of the change from point to point. */
const outlierDistance = 6;
const breakDistance = 8;
/** Points on either side of a break whose medians are compared. */
const breakSide = 8;
/** How much of the jump must remain between them. */
const lastingShare = 0.7;
/** The normal distribution's standard deviation over its median absolute deviation. */
const sdPerMad = 1.4826;
/** What is older says little of the future. */
const examined = 20_000;

/**
 * What the reader of a forecast should know of the series, in words.
 * @param series equally spaced; `times` in epoch milliseconds, or empty.
 * @param season points in the confirmed main season, 1 without one: a point is compared with its kind.
 */
export function seriesWarnings(
  { values, times }: { values: Float64Array; times: Float64Array },
  season: number,
  horizon: number,
): ForecastWarning[] {
  const n = values.length;
  const warnings: ForecastWarning[] = [];
  if (n < fewPoints) {
    const points = n === 1 ? 'one point' : `${n} points`;
    warnings.push({
      code: 'too_short',
      message: `The series has only ${points}: hardly a pattern to learn from. Send ${fewPoints} or more.`,
    });
  }
  if (horizon > n) {
    warnings.push({
      code: 'horizon_far',
      message: `The forecast reaches ${horizon} points ahead, further than the history of ${n} goes back: trust its near part more.`,
    });
  }
  if (values.every((value) => value === values[0])) {
    if (n > 1) warnings.push({ code: 'constant', message: 'All values are the same; so is the forecast.' });
    return warnings;
  }
  const start = Math.max(0, n - examined);
  const recent = values.subarray(start);
  const scale = usualChange(recent, season);
  if (!(scale > 0)) return warnings;
  const outliers = outliersOf(recent, season, scale);
  const [first] = outliers;
  if (first !== undefined) {
    const what = outliers.length === 1 ? 'One point is' : `${outliers.length} points are`;
    warnings.push({
      code: 'outliers',
      message: `${what} far from the neighbours, the first ${placeOf(times, start + first)}: check whether such a value is an error.`,
    });
  }
  const shift = levelShiftOf(recent, season, scale);
  if (shift !== null) {
    warnings.push({
      code: 'structural_break',
      message: `The level changes abruptly ${placeOf(times, start + shift)}: what came before may mislead the forecast.`,
    });
  }
  return warnings;
}

/** As a reader finds it: by its time, or by its number, counted from 1. */
function placeOf(times: Float64Array, index: number): string {
  const time = times[index];
  return time === undefined
    ? `at point ${index + 1}`
    : `at ${new Date(time).toISOString().replace('T00:00:00.000Z', '')}`;
}

/** Points beyond both neighbours of their kind by far more than values usually change. */
function outliersOf(values: Float64Array, season: number, scale: number): number[] {
  const found: number[] = [];
  for (let t = season; t < values.length - season; t++) {
    const before = changeAt(values, season, t);
    const after = -changeAt(values, season, t + season);
    if (before * after > 0 && Math.min(Math.abs(before), Math.abs(after)) > outlierDistance * scale) found.push(t);
  }
  return found;
}

/** Where the level begins to differ from the season before by far more than usual, in the whole series and around, and stays there; at the largest such jump. */
function levelShiftOf(values: Float64Array, season: number, scale: number): number | null {
  const side = Math.max(breakSide, season);
  const jumpAt = (t: number) => Math.abs(changeAt(values, season, t));
  let largest = breakDistance * scale;
  let found: number | null = null;
  for (let t = side; t <= values.length - side; t++) {
    const jump = jumpAt(t);
    if (jump <= largest || jump <= breakDistance * usualChangeAround(values, season, t, side)) continue;
    const shift = Math.abs(medianOf(values.subarray(t, t + side)) - medianOf(values.subarray(t - side, t)));
    if (shift < lastingShare * jump) continue;
    largest = jump;
    found = t;
  }
  // All of the first season after a shift differs from the one before.
  while (found !== null && found > side && jumpAt(found - 1) > breakDistance * scale) found--;
  return found;
}

function changeAt(values: Float64Array, season: number, t: number): number {
  return (values[t] ?? 0) - (values[t - season] ?? 0);
}

/** A robust standard deviation of the change from one season to the next. */
function usualChange(values: Float64Array, season: number): number {
  const changes = new Float64Array(Math.max(0, values.length - season));
  for (let t = season; t < values.length; t++) changes[t - season] = Math.abs(changeAt(values, season, t));
  return sdPerMad * medianOf(changes);
}

/** The same of the changes just before point t and after the season that it begins: where values grow, changes grow. */
function usualChangeAround(values: Float64Array, season: number, t: number, side: number): number {
  const changes: number[] = [];
  for (let i = Math.max(season, t - side); i < t; i++) changes.push(Math.abs(changeAt(values, season, i)));
  const end = Math.min(values.length, t + season + side);
  for (let i = t + season; i < end; i++) changes.push(Math.abs(changeAt(values, season, i)));
  return sdPerMad * medianOf(Float64Array.from(changes));
}
