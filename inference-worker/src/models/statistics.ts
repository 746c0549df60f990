/** The mean of the numbers from `start` up to but without `end`. */
export function meanOf(numbers: Float64Array, start = 0, end = numbers.length): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += numbers[i] ?? 0;
  return sum / (end - start);
}
