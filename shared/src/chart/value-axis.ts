/** The vertical axis: what it spans, and the round values inside it. */
export interface ValueAxis {
  lo: number;
  hi: number;
  /** Ascending, 4 to 6, all within [lo, hi]. */
  ticks: number[];
  /** Distance between two ticks. */
  step: number;
}

export interface ValueAxisOptions {
  /** How many ticks are best, 4 to 6. */
  target?: number;
  /** Counts of whole things: no tick between two integers. */
  whole?: boolean;
  /** Begin at zero even when no value is near it. */
  fromZero?: boolean;
}

/** Beyond this a difference of two values may overflow; such values are drawn at the edge. */
export const LARGEST = 4e307;
// Below these a range is noise of the arithmetic, and ticks could not be told apart.
const SMALLEST_RANGE = 1e-300;
const SMALLEST_RELATIVE_RANGE = 1e-12;
// The lowest values keep clear of the base line.
const PADDING_BELOW = 0.07;
const PADDING_ABOVE = 0.042;
// Consecutive steps at most double: where one gives 7 ticks or more the next gives at least 3, see `extended`.
const ROUND_STEPS = [1, 2, 2.5, 5];
const MIN_TICKS = 4;
const MAX_TICKS = 6;

/**
 * An axis for values from `min` to `max` (finite, in order), with ticks on 1, 2, 2.5 or 5 times a power of ten
 * (nice numbers after P. Heckbert, Graphics Gems, 1990; the count is held to 4 to 6, for which the range may grow).
 */
export function valueAxis(min: number, max: number, options: ValueAxisOptions = {}): ValueAxis {
  const { lo, hi } = padded(clamp(min), clamp(max), options);
  const target = options.target ?? 5;
  const steps = roundSteps(hi - lo).filter((step) => !options.whole || Number.isInteger(step));
  let best: { step: number; score: number } | undefined;
  for (const step of steps) {
    const count = countInside(lo, hi, step);
    if (count < MIN_TICKS || count > MAX_TICKS) continue;
    // A quarter is a less familiar unit than a half or a fifth.
    const score = Math.abs(count - target) + (isQuarter(step) ? 1.1 : 0);
    if (best === undefined || score < best.score) best = { step, score };
  }
  if (best !== undefined) return { lo, hi, ticks: ticksInside(lo, hi, best.step), step: best.step };
  return extended(lo, hi, steps.find((step) => countInside(lo, hi, step) < MIN_TICKS) ?? 1);
}

/** Digits after the point that tell values one `step` apart; negative for steps of tens and more. */
export function decimalsOf(step: number): number {
  const power = Math.floor(Math.log10(step) + 1e-9);
  return -power + (isQuarter(step) ? 1 : 0);
}

const clamp = (value: number): number => Math.max(-LARGEST, Math.min(LARGEST, value));

function padded(min: number, max: number, options: ValueAxisOptions): { lo: number; hi: number } {
  const from = options.fromZero ? Math.min(min, 0) : min;
  const to = options.fromZero ? Math.max(max, 0) : max;
  const range = to - from;
  const magnitude = Math.max(Math.abs(from), Math.abs(to));
  if (options.whole && range < 4) return { lo: from, hi: from + 4 };
  if (range < SMALLEST_RANGE || range < magnitude * SMALLEST_RELATIVE_RANGE) {
    const half = magnitude < SMALLEST_RANGE * 100 ? 1 : magnitude * 0.05;
    return { lo: from - half, hi: to + half };
  }
  // What is never below zero should not look as if it could be.
  const lo = from >= 0 ? Math.max(0, from - range * PADDING_BELOW) : from - range * PADDING_BELOW;
  const hi = to <= 0 ? Math.min(0, to + range * PADDING_ABOVE) : to + range * PADDING_ABOVE;
  return { lo, hi };
}

function roundSteps(range: number): number[] {
  const power = Math.floor(Math.log10(range));
  return [power - 2, power - 1, power, power + 1].flatMap((exponent) =>
    ROUND_STEPS.map((step) => Number(`${step}e${exponent}`)),
  );
}

const isQuarter = (step: number): boolean => step.toExponential(1).startsWith('2.5');
// A tick that rounding puts a hair outside the range still belongs to it.
const SLACK = 1e-9;
const firstIndex = (lo: number, step: number): number => Math.ceil(lo / step - SLACK);
const lastIndex = (hi: number, step: number): number => Math.floor(hi / step + SLACK);
const countInside = (lo: number, hi: number, step: number): number => lastIndex(hi, step) - firstIndex(lo, step) + 1;

function ticksInside(lo: number, hi: number, step: number): number[] {
  const first = firstIndex(lo, step);
  return Array.from({ length: countInside(lo, hi, step) }, (_, i) => tickAt(first + i, step)).map((tick) =>
    Math.max(lo, Math.min(hi, tick)),
  );
}

// Fifteen digits are what a double holds for certain: 3 * 0.1 is 0.3 again. Adding 0 turns -0 into 0.
const tickAt = (index: number, step: number): number => Number((index * step).toPrecision(15)) + 0;

/** No round step has 4 to 6 ticks here: the range grows, on the side that needs less, to the next tick. */
function extended(lo: number, hi: number, step: number): ValueAxis {
  let from = lo;
  let to = hi;
  while (countInside(from, to, step) < MIN_TICKS) {
    const below = tickAt(firstIndex(from, step) - 1, step);
    const above = tickAt(lastIndex(to, step) + 1, step);
    const mayGoBelow = lo < 0 || below >= 0;
    if (mayGoBelow && (hi <= 0 ? above > 0 || from - below < above - to : from - below < above - to)) from = below;
    else to = above;
  }
  return { lo: from, hi: to, ticks: ticksInside(from, to, step), step };
}
