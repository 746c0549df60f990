/** The mean of the numbers from `start` up to but without `end`. */
export function meanOf(numbers: Float64Array, start = 0, end = numbers.length): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += numbers[i] ?? 0;
  return sum / (end - start);
}

/** The middle number, or the mean of the middle two; `numbers` is at least one and stays as it is. */
export function medianOf(numbers: Float64Array): number {
  return medianOfSorted(numbers.slice().sort());
}

/** @param sorted Ascending, at least one. */
export function medianOfSorted(sorted: Float64Array): number {
  const upper = sorted[sorted.length >> 1] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[(sorted.length >> 1) - 1] ?? upper)) / 2;
}
