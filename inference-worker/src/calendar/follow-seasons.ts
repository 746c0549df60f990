import { between } from './between.js';

/** Known points on which lines and seasons are compared: so many are tried, and fewer found than the other tell nothing. */
const maxComparisons = 500;
const minComparisons = 12;
/** Gaps up to this length are each judged at their own length, longer ones at the next power of two. */
const maxExactSpan = 16;
/** A shape must err less than the line by this share, and a longer period less than a shorter one. */
const minGain = 0.05;

/**
 * Puts the shape of the seasons beside a gap on the straight line that fills it, where that would have come nearer to
 * the known points of the series than the line alone. Known points stay as they are, and none leaves their range.
 * @param values gaps filled by straight lines; changed in place.
 * @param places where the known points are, ascending, the first and the last point among them.
 * @param periods in points, ascending, each at least 2.
 * @returns whether any gap was changed.
 */
export function followSeasons(values: Float64Array, places: Int32Array, periods: readonly number[]): boolean {
  if (periods.length === 0) return false;
  const known = new Uint8Array(values.length);
  const range = { lowest: Number.POSITIVE_INFINITY, highest: Number.NEGATIVE_INFINITY };
  for (const place of places) {
    known[place] = 1;
    range.lowest = Math.min(range.lowest, values[place] ?? 0);
    range.highest = Math.max(range.highest, values[place] ?? 0);
  }
  const periodsOfSpan = new Map<number, number[]>();
  let changed = false;
  for (let i = 1; i < places.length; i++) {
    const before = places[i - 1] ?? 0;
    const after = places[i] ?? 0;
    if (after - before < 2) continue;
    const span = judgedSpan(after - before);
    let best = periodsOfSpan.get(span);
    if (!best) {
      best = bestPeriods(values, known, span, periods);
      periodsOfSpan.set(span, best);
    }
    changed =
      best.some((period) => fillGap(values, before, after, wholeSeasons(after - before, period), range)) || changed;
  }
  return changed;
}

/** By the mean shape of the points a lag before and after the gap; not at all where the series has neither. */
function fillGap(
  values: Float64Array,
  before: number,
  after: number,
  lag: number,
  { lowest, highest }: { lowest: number; highest: number },
): boolean {
  const shifts = [-lag, lag].filter((shift) => before + shift >= 0 && after + shift < values.length);
  if (shifts.length === 0) return false;
  const start = values[before] ?? 0;
  const end = values[after] ?? 0;
  for (let place = before + 1; place < after; place++) {
    const share = (place - before) / (after - before);
    let value = between(start, end, share);
    for (const shift of shifts) {
      const line = between(values[before + shift] ?? 0, values[after + shift] ?? 0, share);
      value += ((values[place + shift] ?? 0) - line) / shifts.length;
    }
    // Differences of the largest numbers have left the range of numbers: the line stays.
    if (Number.isFinite(value)) values[place] = Math.min(highest, Math.max(lowest, value));
  }
  return true;
}

function judgedSpan(span: number): number {
  return span <= maxExactSpan ? span : 2 ** Math.ceil(Math.log2(span));
}

/** As many seasons as reach over the gap, in points. */
function wholeSeasons(span: number, period: number): number {
  return Math.ceil(span / period) * period;
}

/** The periods whose shapes would have filled known points in the middle of such a gap better than the line, the best first. */
function bestPeriods(values: Float64Array, known: Uint8Array, span: number, periods: readonly number[]): number[] {
  const best: number[] = [];
  let bestRatio = 1;
  for (const period of periods) {
    const ratio = errorRatio(values, known, Math.ceil(span / 2), wholeSeasons(span, period));
    if (ratio < bestRatio - minGain) {
      best.unshift(period);
      bestRatio = ratio;
    } else if (ratio < 1 - minGain) {
      best.push(period);
    }
  }
  return best;
}

/** The errors with the shape of a lag before, over those of the line alone; NaN when too little is known. */
function errorRatio(values: Float64Array, known: Uint8Array, reach: number, lag: number): number {
  const first = lag + reach;
  const candidates = values.length - reach - first;
  const tried = Math.min(candidates, maxComparisons);
  let lineError = 0;
  let shapeError = 0;
  let compared = 0;
  for (let i = 0; i < tried; i++) {
    // Spread evenly without a rhythm of their own, which might be that of the season.
    const place = first + (candidates <= maxComparisons ? i : Math.floor(candidates * ((i * 0.6180339887498949) % 1)));
    if (known[place] === 0) continue;
    const error = offLine(values, place, reach);
    lineError += Math.abs(error);
    shapeError += Math.abs(error - offLine(values, place - lag, reach));
    compared++;
  }
  return compared < minComparisons ? Number.NaN : shapeError / lineError;
}

function offLine(values: Float64Array, place: number, reach: number): number {
  return (values[place] ?? 0) - 0.5 * (values[place - reach] ?? 0) - 0.5 * (values[place + reach] ?? 0);
}
