/** Distances from the mean; grown when a longer series comes, never given away. */
let centred = new Float64Array(256);

/**
 * The sample autocorrelations of lags 0 to `maxLag` (Box and Jenkins 1976, "Time Series Analysis", section 2.1: one mean and one
 * variance for all lags). Null for a constant, which has none.
 * @param maxLag Less than the length of the series.
 */
export function autocorrelations(values: Float64Array, maxLag: number): Float64Array | null {
  const n = values.length;
  const variance = centre(values);
  if (!(variance > 0)) return null;
  const result = new Float64Array(maxLag + 1);
  result[0] = 1;
  for (let lag = 1; lag <= maxLag; lag++) {
    let even = 0;
    let odd = 0;
    let t = lag;
    for (; t + 1 < n; t += 2) {
      even += (centred[t] ?? 0) * (centred[t - lag] ?? 0);
      odd += (centred[t + 1] ?? 0) * (centred[t + 1 - lag] ?? 0);
    }
    if (t < n) even += (centred[t] ?? 0) * (centred[t - lag] ?? 0);
    result[lag] = (even + odd) / variance;
  }
  return result;
}

/** Fills `centred` and answers the sum of its squares: exactly 0 for a constant, as distances from the first value are. */
function centre(values: Float64Array): number {
  const n = values.length;
  if (centred.length < n) centred = new Float64Array(2 * n);
  const first = values[0] ?? 0;
  let sum = 0;
  for (let t = 0; t < n; t++) sum += (values[t] ?? 0) - first;
  const mean = sum / n;
  let squares = 0;
  for (let t = 0; t < n; t++) {
    const distance = (values[t] ?? 0) - first - mean;
    centred[t] = distance;
    squares += distance * distance;
  }
  return squares;
}
