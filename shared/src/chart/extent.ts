/** Smallest and largest finite value so far. */
export interface Extent {
  min: number;
  max: number;
}

/** Of all finite values from the place `from` on; `within` when there are none. */
export function extentOf(values: ArrayLike<number>, from = 0, within: Extent | null = null): Extent | null {
  let min = within?.min ?? Number.POSITIVE_INFINITY;
  let max = within?.max ?? Number.NEGATIVE_INFINITY;
  for (let i = from; i < values.length; i++) {
    const value = Number(values[i]);
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : null;
}

/** Place of the last value that is finite, or -1. */
export function lastFinite(values: ArrayLike<number>): number {
  for (let i = values.length - 1; i >= 0; i--) if (Number.isFinite(Number(values[i]))) return i;
  return -1;
}

/** Place of the largest finite value, the first of equals, or -1. */
export function indexOfMax(values: ArrayLike<number>): number {
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]);
    if (Number.isFinite(value) && (best < 0 || value > Number(values[best]))) best = i;
  }
  return best;
}
