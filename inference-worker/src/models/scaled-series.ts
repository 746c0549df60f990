/** A series in a unit and from an origin of its own, so that sums of squares neither overflow nor cancel. */
export interface ScaledSeries {
  /** The power of two next to the largest magnitude: scaling by it is free of rounding. */
  unit: number;
  /** The first value, in units. */
  origin: number;
  /** Each value less the first, in units: within [-8, 8]. */
  deviations: Float64Array;
}

/** @param values at least one finite number. */
export function scaleSeries(values: Float64Array): ScaledSeries {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  const unit = largest > 0 ? 2 ** Math.min(Math.floor(Math.log2(largest)), 1023) : 1;
  const origin = (values[0] ?? 0) / unit;
  return { unit, origin, deviations: values.map((value) => value / unit - origin) };
}

/** The warning of a forecast that would have left the range of numbers and holds its last finite value instead. */
export const heldWarning = 'held_at_last_finite_value';

/**
 * Brings a forecast back to the unit of the series. The first value too large for a Float64, and all after it, are
 * replaced by the last one that is not, at first `fallback`.
 */
export function restoreScale(
  deviations: Float64Array,
  { unit, origin }: ScaledSeries,
  fallback: number,
): { values: Float64Array; warnings: string[] } {
  const values = new Float64Array(deviations.length);
  let last = fallback;
  for (let i = 0; i < deviations.length; i++) {
    const value = ((deviations[i] ?? 0) + origin) * unit;
    if (!Number.isFinite(value)) return { values: values.fill(last, i), warnings: [heldWarning] };
    values[i] = value;
    last = value;
  }
  return { values, warnings: [] };
}

/** The mean of the numbers from `start` up to but without `end`. */
export function meanOf(numbers: Float64Array, start = 0, end = numbers.length): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += numbers[i] ?? 0;
  return sum / (end - start);
}
