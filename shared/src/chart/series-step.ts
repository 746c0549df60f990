import { DAY_MS } from './calendar-steps.js';
import type { TimeSeries } from './types.js';

/** How far apart the points of a series are. */
export interface SeriesStep {
  /** The median distance; a day for a series of one point. */
  stepMs: number;
  /** A longer way between two neighbours is a gap. Infinite for a series without a regular step. */
  gapMs: number;
  /** The series has no weekends: going from Friday to Monday leaves nothing out. */
  skipsWeekends: boolean;
}

// Months differ by a tenth.
const TOLERANCE = 0.15;
const SAMPLE = 5000;

/** Looks at up to 5,000 neighbours, spread over the series. */
export function seriesStep({ times }: TimeSeries): SeriesStep {
  const distances: number[] = [];
  const every = Math.max(1, Math.ceil(times.length / SAMPLE));
  let onWeekend = false;
  for (let i = 1; i < times.length; i += every) {
    const distance = Number(times[i]) - Number(times[i - 1]);
    if (distance > 0 && Number.isFinite(distance)) distances.push(distance);
    onWeekend ||= isWeekend(Number(times[i]));
  }
  distances.sort((a, b) => a - b);
  const stepMs = distances[Math.floor(distances.length / 2)] ?? DAY_MS;
  const regular = distances.filter((distance) => Math.abs(distance - stepMs) <= stepMs * TOLERANCE);
  const isRegular = regular.length * 2 > distances.length;
  return {
    stepMs,
    gapMs: isRegular ? stepMs * 1.5 : Number.POSITIVE_INFINITY,
    skipsWeekends: stepMs === DAY_MS && !onWeekend && distances.length >= 5,
  };
}

/** Whether points are missing between two neighbours. */
export function isGap(step: SeriesStep, beforeMs: number, afterMs: number): boolean {
  if (!(afterMs - beforeMs > step.gapMs)) return false;
  if (!step.skipsWeekends) return true;
  for (let day = beforeMs + DAY_MS; day < afterMs - DAY_MS / 2; day += DAY_MS) if (!isWeekend(day)) return true;
  return false;
}

/** 1970 began on a Thursday. */
const isWeekend = (timeMs: number): boolean => ((((Math.floor(timeMs / DAY_MS) + 4) % 7) + 7) % 7) % 6 === 0;
