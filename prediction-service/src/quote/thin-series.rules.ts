/** Points of a chart: `times` ascending, `values` as long. */
export interface Series {
  /** Epoch milliseconds. */
  times: Float64Array;
  values: Float64Array;
}

/**
 * A series with at most `maxPoints` points that draws like the whole: the first, the last, and of each stretch of the
 * others the lowest and the highest, in their order. That is the min-max aggregation of Jugel, Jerzak, Hackenbroich and
 * Markl (M4, PVLDB 7, 2014): the global extremes always stay, which largest triangle three buckets does not promise. The
 * stretches are equally many points, not equally long times, so that a single date far away does not press the rest into
 * one of them.
 * @param maxPoints even, at least 4.
 * @returns the series itself when it is short enough.
 */
export function thinSeries(series: Series, maxPoints: number): Series {
  const { times, values } = series;
  const length = values.length;
  if (length <= maxPoints) return series;
  const stretches = (maxPoints - 2) / 2;
  const kept = new Uint32Array(maxPoints);
  let count = 1; // kept[0] is the first point.
  for (let stretch = 0; stretch < stretches; stretch++) {
    const [first, second] = extremes(values, bound(stretch), bound(stretch + 1));
    kept[count++] = first;
    if (second !== first) kept[count++] = second;
  }
  kept[count++] = length - 1;
  const pick = (column: Float64Array) => Float64Array.from(kept.subarray(0, count), (i) => column[i] ?? Number.NaN);
  return { times: pick(times), values: pick(values) };

  function bound(stretch: number): number {
    return 1 + Math.floor((stretch * (length - 2)) / stretches);
  }
}

/** Where the lowest and the highest of `values[from, to)` are, in their order; one place twice when all are equal. */
function extremes(values: Float64Array, from: number, to: number): [number, number] {
  let lowest = from;
  let highest = from;
  let low = values[from] ?? Number.NaN;
  let high = low;
  for (let i = from + 1; i < to; i++) {
    const value = values[i] ?? Number.NaN;
    if (value < low) {
      low = value;
      lowest = i;
    } else if (value > high) {
      high = value;
      highest = i;
    }
  }
  return lowest < highest ? [lowest, highest] : [highest, lowest];
}
