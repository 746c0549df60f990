import { isGap, seriesStep } from '@coincast/shared/chart/series-step';
import type { TimeSeries } from '@coincast/shared/chart/types';

export const stepUnits = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type StepUnit = (typeof stepUnits)[number];

/** How far apart the points of a series are: every so many of a unit. */
export interface Step {
  unit: StepUnit;
  every: number;
}

export interface SeriesFacts {
  /** Null where the points have no regular distance that has a name. */
  step: Step | null;
  /** Steps without a point; null where they cannot be counted. */
  missing: number | null;
  weekdaysOnly: boolean;
}

const secondMs = 1_000;
const dayMs = 86_400_000;
const fixed: [StepUnit, number][] = [
  ['week', 7 * dayMs],
  ['day', dayMs],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', secondMs],
];
const calendar: [StepUnit, number, number][] = [
  ['month', 28, 31],
  ['quarter', 90, 92],
  ['year', 365, 366],
];
const mostEvery = 60;

/** What can be said of a series whose points are all given, oldest first. */
export function seriesFacts(series: TimeSeries): SeriesFacts {
  const none = { step: null, missing: null, weekdaysOnly: false };
  if (series.times.length < 3) return none;
  const found = seriesStep(series);
  const step = Number.isFinite(found.gapMs) ? stepOf(found.stepMs) : null;
  if (step === null) return none;
  let missing = 0;
  for (let i = 1; i < series.times.length; i++) {
    const [before, after] = [Number(series.times[i - 1]), Number(series.times[i])];
    if (isGap(found, before, after)) missing += Math.round((after - before) / found.stepMs) - 1;
  }
  return { step, missing: found.skipsWeekends ? null : missing, weekdaysOnly: found.skipsWeekends };
}

/** More steps without a point are a calendar that we do not know, weekdays for instance. */
const mostMissingShare = 0.2;

/**
 * The same of a long series of which only some points are given: its step is what all their distances are made of, when
 * so many steps are about as many as the points that there are.
 * @param points how many there are, each of another time.
 */
export function thinnedSeriesFacts({ times }: TimeSeries, points: number): SeriesFacts {
  const none = { step: null, missing: null, weekdaysOnly: false };
  let stepMs = 0;
  for (let i = 1; i < times.length; i++) stepMs = commonMeasure(stepMs, Number(times[i]) - Number(times[i - 1]));
  const step = stepMs > 0 ? stepOf(stepMs) : null;
  if (step === null) return none;
  const places = Math.round((Number(times[times.length - 1]) - Number(times[0])) / stepMs) + 1;
  const missing = places - points;
  return missing >= 0 && missing <= mostMissingShare * places ? { step, missing, weekdaysOnly: false } : none;
}

/** The greatest common divisor; what is no distance leaves it as it is. */
function commonMeasure(a: number, b: number): number {
  return b > 0 ? commonMeasure(b, a % b) : a;
}

function stepOf(stepMs: number): Step | null {
  const days = stepMs / dayMs;
  for (const [unit, least, most] of calendar) if (days >= least && days <= most) return { unit, every: 1 };
  for (const [unit, unitMs] of fixed) {
    const every = stepMs / unitMs;
    if (Number.isInteger(every) && every >= 1 && every <= mostEvery) return { unit, every };
  }
  return null;
}

/** A horizon that people often want: so many of a unit, which is so many points. */
export interface Preset {
  count: number;
  unit: StepUnit;
  points: number;
}

const spans: Record<StepUnit, [number, StepUnit, number][]> = {
  second: [
    [1, 'minute', 60],
    [1, 'hour', 3_600],
  ],
  minute: [
    [1, 'hour', 60],
    [1, 'day', 1_440],
  ],
  hour: [
    [1, 'day', 24],
    [1, 'week', 168],
  ],
  day: [
    [1, 'week', 7],
    [30, 'day', 30],
  ],
  week: [
    [4, 'week', 4],
    [1, 'year', 52],
  ],
  month: [
    [1, 'quarter', 3],
    [1, 'year', 12],
  ],
  quarter: [[1, 'year', 4]],
  year: [[5, 'year', 5]],
};

/** Horizons for a series, none longer than `most` points. */
export function horizonPresets({ step, weekdaysOnly }: SeriesFacts, most: number): Preset[] {
  if (step === null) return [];
  if (weekdaysOnly) return [{ count: 1, unit: 'week' as const, points: 5 }].filter(({ points }) => points <= most);
  return spans[step.unit]
    .map(([count, unit, units]) => ({ count, unit, points: units / step.every }))
    .filter(({ points }) => Number.isInteger(points) && points > 1 && points <= most);
}
