/** Logarithms of values that fall below this share of their season's mean would say more of these than of all others. */
const smallestShare = 1e-3;

/**
 * Whether seasons grow with the level, so that they are found in logarithms: the ratio of a season's standard
 * deviation to its mean varies less from season to season than the standard deviation itself (Guerrero 1993, "Time-series
 * analysis supported by power transformations", section 2, of the powers 0 and 1).
 * @param values finite numbers.
 * @param periods ascending; seasons of the shortest, of which there are most, are compared.
 */
export function logSeasons(values: Float64Array, periods: readonly number[]): boolean {
  const period = periods[0] ?? 1;
  const seasons = Math.floor(values.length / period);
  if (period < 2 || seasons < 2) return false;
  if (!(smallestOf(values) > 0)) return false;
  const spread = new Float64Array(seasons);
  const relative = new Float64Array(seasons);
  for (let s = 0, from = values.length - seasons * period; s < seasons; s++, from += period) {
    let mean = 0;
    for (let t = from; t < from + period; t++) mean += (values[t] ?? 0) / period;
    // The values before the first whole season belong to it.
    const least = smallestOf(values, s === 0 ? 0 : from, from + period);
    if (least < smallestShare * mean) return false;
    let squares = 0;
    for (let t = from; t < from + period; t++) squares += ((values[t] ?? 0) - mean) ** 2;
    spread[s] = Math.sqrt(squares / (period - 1));
    relative[s] = (spread[s] ?? 0) / mean;
  }
  return variation(relative) < variation(spread);
}

function smallestOf(values: Float64Array, start = 0, end = values.length): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let t = start; t < end; t++) smallest = Math.min(smallest, values[t] ?? 0);
  return smallest;
}

/** Standard deviation over mean. */
function variation(numbers: Float64Array): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  const mean = sum / numbers.length;
  let squares = 0;
  for (const number of numbers) squares += (number - mean) ** 2;
  return mean > 0 ? Math.sqrt(squares) / mean : 0;
}
