import { type Calendar } from './calendar.js';
import { futureTimestamps } from './future-timestamps.js';

/** One point a place, some places empty. */
export interface GappyPoints {
  /** Epoch milliseconds, strictly ascending. */
  times: Float64Array;
  /** As many as `times`. */
  values: Float64Array;
  /** The place of each point, strictly ascending whole numbers from 0 on. */
  indices: Float64Array;
}

/** A point for each place, the given ones and between them such as lie on the calendar and on a straight line. */
export function fillGaps({ times, values, indices }: GappyPoints, calendar: Calendar) {
  const length = (indices[indices.length - 1] ?? 0) + 1;
  const filledTimes = new Float64Array(length);
  const filledValues = new Float64Array(length);
  for (let i = 0; i < times.length; i++) {
    const place = indices[i] ?? 0;
    filledTimes[place] = times[i] ?? 0;
    filledValues[place] = values[i] ?? 0;
    const before = i > 0 ? (indices[i - 1] ?? 0) : place;
    if (place - before > 1) {
      fillTimes(filledTimes, before, place, calendar);
      fillLine(filledValues, before, place);
    }
  }
  return { times: filledTimes, values: filledValues };
}

function fillTimes(times: Float64Array, before: number, after: number, calendar: Calendar): void {
  const startMs = times[before] ?? 0;
  const endMs = times[after] ?? 0;
  const count = after - before - 1;
  if (calendar.kind === 'months' || calendar.kind === 'weekdays') {
    const between = futureTimestamps(calendar, startMs, count);
    // Times beside their calendar may leave no room for its own.
    if ((between[count - 1] ?? endMs) < endMs) {
      times.set(between, before + 1);
      return;
    }
  }
  for (let i = 1; i <= count; i++) times[before + i] = Math.round(startMs + ((endMs - startMs) * i) / (count + 1));
}

/** Weighs both ends, as the distance between the largest numbers is none. */
function fillLine(values: Float64Array, before: number, after: number): void {
  const start = values[before] ?? 0;
  const end = values[after] ?? 0;
  for (let place = before + 1; place < after; place++) {
    const share = (place - before) / (after - before);
    values[place] = start === end ? start : start * (1 - share) + end * share;
  }
}
