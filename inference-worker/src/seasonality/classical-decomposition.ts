/** How the season joins the trend: `y = trend + season` or `y = trend * season`. */
export type SeasonalForm = 'additive' | 'multiplicative';

/** Sums from each position of a block to its end; grown when a longer period comes. */
let suffixSums = new Float64Array(64);

/**
 * The seasonal component of classical decomposition by moving averages (Kendall and Stuart 1983, "The Advanced Theory of
 * Statistics", vol. 3; as R's `decompose`): one number for each position in the season, those of the first value first; their
 * mean is 0 when additive and 1 when multiplicative. Not finite where a multiplicative trend meets 0.
 * @param period At least 2; the series holds at least two of it.
 */
export function seasonalIndices(values: Float64Array, period: number, form: SeasonalForm): Float64Array {
  const indices = new Float64Array(period);
  addDetrended(values, period, form === 'multiplicative', indices);
  const detrended = trendLength(values.length, period);
  const firstPosition = period >> 1;
  let total = 0;
  for (let position = 0; position < period; position++) {
    // Trend starts at firstPosition and covers every position once before any twice.
    const offset = (position - firstPosition + period) % period;
    const mean = (indices[position] ?? 0) / Math.ceil((detrended - offset) / period);
    indices[position] = mean;
    total += mean;
  }
  const mean = total / period;
  for (let position = 0; position < period; position++) {
    const index = indices[position] ?? 0;
    indices[position] = form === 'multiplicative' ? index / mean : index - mean;
  }
  return indices;
}

/** A centred average of an even period needs one value more than the period. */
function trendLength(n: number, period: number): number {
  return period % 2 === 0 ? n - period : n - period + 1;
}

/**
 * Adds each value without its trend to the sum of its position. Window sums are joined from the end of one block of `period`
 * values and the start of the next, never by subtraction: a spike that has left the window leaves nothing behind.
 */
function addDetrended(values: Float64Array, period: number, multiplicative: boolean, sums: Float64Array): void {
  if (suffixSums.length < period) suffixSums = new Float64Array(2 * period);
  const n = values.length;
  const half = period >> 1;
  const even = period % 2 === 0;
  let position = half;
  let previous = 0;
  let prefix = 0;
  for (let start = 0, inBlock = 0; start + period <= n; start++, inBlock++) {
    if (inBlock === period) inBlock = 0;
    if (inBlock === 0) {
      prefix = 0;
      let suffix = 0;
      for (let i = period - 1; i >= 0; i--) {
        suffix += values[start + i] ?? 0;
        suffixSums[i] = suffix;
      }
    } else prefix += values[start + period - 1] ?? 0;
    const sum = (suffixSums[inBlock] ?? 0) + prefix;
    if (even && start === 0) {
      previous = sum;
      continue;
    }
    const trend = even ? (previous + sum) / (2 * period) : sum / period;
    const value = values[even ? start - 1 + half : start + half] ?? 0;
    sums[position] = (sums[position] ?? 0) + (multiplicative ? value / trend : value - trend);
    previous = sum;
    position++;
    if (position === period) position = 0;
  }
}
