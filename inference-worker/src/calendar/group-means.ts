/** Values of neighbours that have a key in common, as one: the mean. */
export interface Groups {
  /** Where each group starts. */
  starts: Int32Array;
  means: Float64Array;
}

/**
 * @param keys as many as `values`, equal ones beside each other.
 * @param values finite numbers; means of the largest are finite too.
 */
export function groupMeans(keys: Float64Array, values: Float64Array): Groups {
  let count = 0;
  for (let i = 0; i < keys.length; i++) if (i === 0 || keys[i] !== keys[i - 1]) count++;
  const starts = new Int32Array(count);
  const means = new Float64Array(count);
  let group = 0;
  for (let start = 0; start < keys.length; ) {
    let end = start + 1;
    while (end < keys.length && keys[end] === keys[start]) end++;
    starts[group] = start;
    means[group++] = end - start === 1 ? (values[start] ?? 0) : meanBetween(values, start, end);
    start = end;
  }
  return { starts, means };
}

function meanBetween(values: Float64Array, start: number, end: number): number {
  const count = end - start;
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i] ?? 0;
  if (Number.isFinite(sum)) return sum / count;
  // The sum has left the range of numbers; shares of it do not.
  let mean = 0;
  for (let i = start; i < end; i++) mean += (values[i] ?? 0) / count;
  return mean;
}
