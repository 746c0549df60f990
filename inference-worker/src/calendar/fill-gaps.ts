import { between } from './between.js';
import type { Calendar } from './calendar.js';
import { followSeasons } from './follow-seasons.js';
import { pointsAfter } from './future-timestamps.js';
import { seasonalCandidates } from './seasonal-candidates.js';

/** One point a place, some places empty. */
export interface GappyPoints {
  /** Epoch milliseconds, strictly ascending. */
  times: Float64Array;
  /** As many as `times`. */
  values: Float64Array;
  /** The place of each point, strictly ascending whole numbers from 0 on. */
  indices: Float64Array;
}

export interface FilledPoints {
  times: Float64Array;
  values: Float64Array;
  /** Whether gaps were filled along a season, not only along straight lines. */
  seasonal: boolean;
}

/**
 * A point for each place: the given ones, and between them such as lie on the calendar and on a straight line, with the
 * season's shape on it where the series has one.
 */
export function fillGaps({ times, values, indices }: GappyPoints, calendar: Calendar): FilledPoints {
  const length = (indices[indices.length - 1] ?? 0) + 1;
  const places = Int32Array.from(indices);
  const filled = { times: new Float64Array(length), values: new Float64Array(length) };
  let before = 0;
  for (let i = 0; i < times.length; i++) {
    const place = places[i] ?? 0;
    filled.times[place] = times[i] ?? 0;
    filled.values[place] = values[i] ?? 0;
    if (place - before > 1) {
      fillTimes(filled.times, before, place, calendar);
      fillLine(filled.values, before, place);
    }
    before = place;
  }
  const seasonal = followSeasons(filled.values, places, seasonalCandidates(calendar).periods);
  return { ...filled, seasonal };
}

function fillTimes(times: Float64Array, before: number, after: number, calendar: Calendar): void {
  const startMs = times[before] ?? 0;
  const endMs = times[after] ?? 0;
  const count = after - before - 1;
  if (calendar.kind === 'months' || calendar.kind === 'weekdays') {
    const between = pointsAfter(calendar, startMs, count);
    // Times beside their calendar may leave no room for its own.
    if ((between[count - 1] ?? endMs) < endMs) {
      times.set(between, before + 1);
      return;
    }
  }
  for (let i = 1; i <= count; i++) times[before + i] = Math.round(startMs + ((endMs - startMs) * i) / (count + 1));
}

function fillLine(values: Float64Array, before: number, after: number): void {
  const start = values[before] ?? 0;
  const end = values[after] ?? 0;
  for (let place = before + 1; place < after; place++) {
    values[place] = between(start, end, (place - before) / (after - before));
  }
}
