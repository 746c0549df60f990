import type { ForecastWarning } from '@coincast/shared/contracts';
import type { Intervals } from './prediction-intervals.js';

/** The power of two next to the largest magnitude, by which scaling is free of rounding; 1 for zeros. */
export function unitOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest > 0 ? 2 ** Math.min(Math.floor(Math.log2(largest)), 1023) : 1;
}

export const heldWarning: ForecastWarning = {
  code: 'held_at_last_finite_value',
  message: 'The forecast would leave the range of numbers; from there its last value is repeated.',
};

/**
 * A forecast in the unit of its series. The first value too large for a Float64, and all after it, are replaced by the
 * last one that is not, at first `fallback`.
 * @throws Error when the model lost its way before that: a value that is no number.
 */
export function restore(scaled: Float64Array, unit: number, fallback: number): { values: Float64Array; held: boolean } {
  const values = new Float64Array(scaled.length);
  let last = fallback;
  for (let i = 0; i < scaled.length; i++) {
    const value = (scaled[i] ?? 0) * unit;
    if (Number.isNaN(value)) throw new Error('the model answered a value that is not a number');
    if (!Number.isFinite(value)) return { values: values.fill(last, i), held: true };
    values[i] = value;
    last = value;
  }
  return { values, held: false };
}

/** Bounds in the unit of their series, within the range of numbers, each on its side of the forecast and the 95% ones outside of the 80% ones. */
export function restoreIntervals(scaled: Intervals, unit: number, values: Float64Array): Intervals {
  const within = (bound: number | undefined) =>
    Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, (bound ?? 0) * unit));
  const lower80 = values.map((value, k) => Math.min(value, orElse(within(scaled[80].lower[k]), value)));
  const upper80 = values.map((value, k) => Math.max(value, orElse(within(scaled[80].upper[k]), value)));
  return {
    80: { lower: lower80, upper: upper80 },
    95: {
      lower: lower80.map((bound, k) => Math.min(bound, orElse(within(scaled[95].lower[k]), bound))),
      upper: upper80.map((bound, k) => Math.max(bound, orElse(within(scaled[95].upper[k]), bound))),
    },
  };
}

function orElse(number: number, fallback: number): number {
  return Number.isNaN(number) ? fallback : number;
}
