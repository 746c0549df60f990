import type { ForecastWarning } from '@coincast/shared/contracts';
import { medianOf } from '../numerics/statistics.js';
import { type Calendar, irregularCalendar } from './calendar.js';
import { detectCalendar } from './detect-calendar.js';
import { fillGaps } from './fill-gaps.js';
import { pointsAfter } from './future-timestamps.js';
import { gridOf } from './grid.js';
import { groupMeans } from './group-means.js';
import {
  aggregated,
  besideCalendar,
  duplicatesAveraged,
  gapsInterpolated,
  irregular,
  mostlyMissing,
} from './regularity-warnings.js';
import { hasRepeats, stepsOf } from './steps.js';

/** A series with one value at each point of its calendar, or whose points are taken for that. */
export interface RegularSeries {
  /** Epoch milliseconds, strictly ascending. */
  times: Float64Array;
  /** Finite numbers, as many as `times`. */
  values: Float64Array;
  /** Continues the last time. */
  calendar: Calendar;
  /** All that was done to the series, each kind of thing once. */
  warnings: ForecastWarning[];
}

/** Times as far beside their calendar as this are told of; less, such as an hour of daylight saving in a day, is not. */
const strayTold = 0.05;
const probedPoints = 100;
/** A grid of more places than this for each point is mostly empty. */
const maxPlacesPerPoint = 2;

/**
 * Makes a series regular: repeated times and several values at one point of the calendar become their mean, missing
 * points are interpolated, along their season where there is one. Where most are missing or there is no calendar, the
 * points are taken as equally spaced.
 * A series that is regular comes back as it is: the same arrays.
 * @param times epoch milliseconds, ascending, at least one.
 * @param values finite numbers, as many as `times`.
 */
export function regularSeries(
  times: Float64Array,
  values: Float64Array,
  calendar: Calendar = detectCalendar(times),
): RegularSeries {
  const warnings: ForecastWarning[] = [];
  let points = { times, values };
  if (hasRepeats(times)) {
    points = averagedBy(times, times, values);
    warnings.push(duplicatesAveraged(times.length - points.times.length, times.length));
  }
  if (isRegular(points.times, calendar)) return { ...points, calendar, warnings };
  const grid = gridOf(calendar, points.times);
  if (!grid) {
    if (points.times.length > 2) warnings.push(irregular);
    return { ...points, calendar, warnings };
  }

  const beside = countAbove(grid.strays, strayTold);
  let { indices } = grid;
  const distinct = points.times.length;
  if (hasRepeats(indices)) {
    points = averagedBy(indices, points.times, points.values);
    indices = indices.filter((index, i) => i === 0 || index !== indices[i - 1]);
    warnings.push(aggregated(distinct - points.times.length, distinct, calendar));
  } else if (beside > 0) {
    warnings.push(besideCalendar(beside, distinct, calendar));
  }

  const count = points.times.length;
  const places = (indices[count - 1] ?? 0) + 1;
  if (places > maxPlacesPerPoint * count) {
    warnings.push(mostlyMissing(places - count, places, calendar));
    const usual = medianOf(stepsOf(indices)) === 1 ? calendar : irregularCalendar(medianOf(stepsOf(points.times)));
    return { ...points, calendar: usual, warnings };
  }
  if (places > count) {
    const { seasonal, ...filled } = fillGaps({ ...points, indices }, calendar);
    points = filled;
    warnings.push(gapsInterpolated(places - count, places, calendar, seasonal));
  }
  return { ...points, calendar, warnings };
}

function countAbove(numbers: Float32Array, limit: number): number {
  let count = 0;
  for (let i = 0; i < numbers.length; i++) if ((numbers[i] ?? 0) > limit) count++;
  return count;
}

/** Spares most series their grid. */
function isRegular(times: Float64Array, calendar: Calendar): boolean {
  if (calendar.kind === 'irregular') return false;
  // The first points tell of most series that are not, at little cost for the long ones.
  for (const count of new Set([Math.min(probedPoints, times.length), times.length])) {
    const expected = pointsAfter(calendar, times[0] ?? 0, count - 1);
    for (let i = 0; i < expected.length; i++) if (times[i + 1] !== expected[i]) return false;
  }
  return true;
}

/** One point for each key: its first time and the mean of its values. */
function averagedBy(keys: Float64Array, times: Float64Array, values: Float64Array) {
  const { starts, means } = groupMeans(keys, values);
  return { times: Float64Array.from(starts, (start) => times[start] ?? 0), values: means };
}
