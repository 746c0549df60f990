/** Points of a chart: `times` ascending, `values` as long. */
export interface Series {
  /** Epoch milliseconds. */
  times: Float64Array;
  values: Float64Array;
}

/**
 * A series with at most `maxPoints` points that draws like the whole; see `Thinning`.
 * @param maxPoints even, at least 4.
 * @returns the series itself when it is short enough.
 */
export function thinSeries(series: Series, maxPoints: number): Series {
  const { times, values } = series;
  const length = values.length;
  if (length <= maxPoints) return series;
  const thinning = new Thinning({ length, maxPoints, columns: 2, drawn: 1 });
  thinning.add([times, values]);
  const [keptTimes = times, keptValues = values] = thinning.kept();
  return { times: keptTimes, values: keptValues };
}

/** What is to be thinned. */
interface Whole {
  /** Of each column. */
  length: number;
  /** Even, at least 4. */
  maxPoints: number;
  /** How many columns there are. */
  columns: number;
  /** The column whose extremes stay, by position. */
  drawn: number;
}

/** A point that may be kept: where it is in the whole, and its number in each column. */
interface Point {
  place: number;
  numbers: number[];
}

/**
 * Thins columns that come a page at a time, so that they need never stand in memory as a whole. What stays draws like
 * the whole: the first point, the last, and of each stretch of the others the lowest and the highest, in their order.
 * That is the min-max aggregation of Jugel, Jerzak, Hackenbroich and Markl (M4, PVLDB 7, 2014): the global extremes
 * always stay, which largest triangle three buckets does not promise. The stretches are equally many points, not equally
 * long times, so that a single date far away does not press the rest into one of them. Columns that are short enough
 * stay as they are.
 */
export class Thinning {
  private readonly points: Float64Array[];
  private count = 0;
  /** Points that have come. */
  private seen = 0;
  private readonly stretches: number;
  private stretch = 0;
  /** Of what has come of the stretch. */
  private extremes: { lowest: Point; highest: Point } | undefined;

  constructor(private readonly whole: Whole) {
    const { length, maxPoints, columns } = whole;
    this.stretches = (maxPoints - 2) / 2;
    this.points = Array.from({ length: columns }, () => new Float64Array(Math.min(length, maxPoints)));
  }

  /** Takes the next page: all columns, as long as each other. */
  add(page: readonly Float64Array[]): void {
    const { length, maxPoints, drawn } = this.whole;
    const values = page[drawn] ?? new Float64Array();
    const isEnd = (i: number) => this.seen + i === 0 || this.seen + i === length - 1;
    for (let from = 0; from < values.length; ) {
      if (length <= maxPoints || isEnd(from)) {
        this.keep(pointAt(page, from, this.seen));
        from++;
        continue;
      }
      const end = this.bound(this.stretch + 1) - this.seen;
      const to = Math.min(values.length, end);
      const { lowest, highest } = extremesOf(values, from, to);
      this.consider(pointAt(page, lowest, this.seen), pointAt(page, highest, this.seen));
      if (to === end) this.endStretch();
      from = to;
    }
    this.seen += values.length;
  }

  /** The columns as thinned, once all has come. */
  kept(): Float64Array[] {
    return this.points.map((column) => column.subarray(0, this.count));
  }

  private bound(stretch: number): number {
    return 1 + Math.floor((stretch * (this.whole.length - 2)) / this.stretches);
  }

  private consider(low: Point, high: Point): void {
    const value = ({ numbers }: Point) => numbers[this.whole.drawn] ?? Number.NaN;
    const { lowest, highest } = this.extremes ?? { lowest: low, highest: high };
    this.extremes = {
      lowest: value(low) < value(lowest) ? low : lowest,
      highest: value(high) > value(highest) ? high : highest,
    };
  }

  private endStretch(): void {
    if (this.extremes) {
      const { lowest, highest } = this.extremes;
      const [first, second] = lowest.place < highest.place ? [lowest, highest] : [highest, lowest];
      this.keep(first);
      if (second.place !== first.place) this.keep(second);
    }
    this.extremes = undefined;
    this.stretch++;
  }

  private keep({ numbers }: Point): void {
    for (const [i, column] of this.points.entries()) column[this.count] = numbers[i] ?? Number.NaN;
    this.count++;
  }
}

function pointAt(page: readonly Float64Array[], i: number, seen: number): Point {
  return { place: seen + i, numbers: page.map((column) => column[i] ?? Number.NaN) };
}

/** Where the lowest and the highest of `values[from, to)` are; the first of equal ones. */
function extremesOf(values: Float64Array, from: number, to: number): { lowest: number; highest: number } {
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
  return { lowest, highest };
}
