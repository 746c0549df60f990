/** The power of two next to the largest magnitude, by which scaling is free of rounding; 1 for zeros. */
export function unitOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest > 0 ? 2 ** Math.min(Math.floor(Math.log2(largest)), 1023) : 1;
}
