export type SpanUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year' | 'point';

/** `8 day`; the page has the words. */
export interface Span {
  count: number;
  unit: SpanUnit;
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What people call a distance between points; months have 28 to 31 days. */
const steps: readonly { unit: SpanUnit; fromMs: number; toMs: number }[] = [
  { unit: 'second', fromMs: secondMs, toMs: secondMs },
  { unit: 'minute', fromMs: minuteMs, toMs: minuteMs },
  { unit: 'hour', fromMs: hourMs, toMs: hourMs },
  { unit: 'day', fromMs: dayMs, toMs: dayMs },
  { unit: 'week', fromMs: 7 * dayMs, toMs: 7 * dayMs },
  { unit: 'month', fromMs: 28 * dayMs, toMs: 31 * dayMs },
  { unit: 'quarter', fromMs: 90 * dayMs, toMs: 92 * dayMs },
  { unit: 'year', fromMs: 365 * dayMs, toMs: 366 * dayMs },
];

/** So many points in the unit of their distance: '168 hours'; points where their distance has no name. */
export function spanOfPoints(points: number, stepMs: number, isNamed = true): Span {
  const step = isNamed ? steps.find(({ fromMs, toMs }) => stepMs >= fromMs && stepMs <= toMs) : undefined;
  return { count: points, unit: step?.unit ?? 'point' };
}

/** A mean distance is longer than the step by the rows that are missing; this much is taken for missing rows. */
const missingShare = 0.02;

/** The step with a name that a mean distance comes from; the mean itself where there is none. */
export function snappedStepMs(meanMs: number): number {
  const step = steps.find(({ fromMs, toMs }) => meanMs >= fromMs && meanMs <= toMs * (1 + missingShare));
  return step === undefined || meanMs <= step.toMs ? meanMs : step.toMs;
}

/** From the largest; a unit is used from two of it on, or nothing would be left of what is rounded away. */
const lengths: readonly { unit: SpanUnit; ms: number }[] = [
  { unit: 'year', ms: 365.25 * dayMs },
  { unit: 'month', ms: 30.44 * dayMs },
  { unit: 'day', ms: dayMs },
  { unit: 'hour', ms: hourMs },
  { unit: 'minute', ms: minuteMs },
  { unit: 'second', ms: secondMs },
];

/** About how long so many points last: '8 d'. */
export function roundedSpan(points: number, stepMs: number): Span {
  const wholeMs = points * stepMs;
  for (const { unit, ms } of lengths) {
    const count = Math.round(wholeMs / ms);
    if (wholeMs / ms >= 1.95 || (unit === 'year' && count === 1 && Math.abs(wholeMs / ms - 1) < 0.05)) {
      // A month of hours is '30 d', two months are '2 mo'.
      return { count, unit };
    }
  }
  return { count: points, unit: 'point' };
}
