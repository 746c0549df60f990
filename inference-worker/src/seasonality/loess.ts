/**
 * Locally weighted regression (Cleveland 1979) of equally spaced values, at the points 0, jump, 2 jump, ... and the
 * last, with straight lines between them, as in STL (Cleveland, Cleveland, McRae & Terpenning 1990, section 3.4).
 * The weights of each point depend on its place alone, so that one smoother serves many series of its length.
 */
export class Loess {
  private readonly points: Int32Array;
  /** Of each point: the first value of its neighbourhood. */
  private readonly left: Int32Array;
  /** Of each point: where its weights begin; points that lie alike in their neighbourhood share them. */
  private readonly row: Int32Array;
  private readonly weights: Float64Array;
  private readonly span: number;

  /**
   * @param length number of values, at least 1.
   * @param window neighbours that a fit looks at: odd, at least 3, may exceed the length.
   * @param degree of the local polynomial.
   * @param margin also evaluate one point before the first and one after the last value.
   */
  constructor(
    private readonly length: number,
    private readonly window: number,
    private readonly degree: 0 | 1,
    jump: number,
    private readonly margin = false,
  ) {
    this.span = Math.min(window, length);
    const step = Math.max(1, Math.min(jump, length - 1));
    const regular = Math.floor((length - 1) / step) + 1;
    const last = (regular - 1) * step;
    const count = regular + (last < length - 1 ? 1 : 0);
    this.points = new Int32Array(count + (margin ? 2 : 0));
    this.left = new Int32Array(this.points.length);
    this.row = new Int32Array(this.points.length);
    for (let i = 0; i < regular; i++) {
      this.points[i] = i * step;
      this.left[i] = this.centred(i * step);
    }
    if (count > regular) {
      this.points[regular] = length - 1;
      // The published program keeps the neighbourhood of the point before.
      this.left[regular] = this.centred(last);
    }
    if (margin) {
      this.points[count] = -1;
      this.points[count + 1] = length;
      this.left[count + 1] = length - this.span;
    }
    this.weights = this.tabulate();
  }

  /** Neighbourhoods are moved inwards at the ends. */
  private centred(x: number): number {
    return Math.max(0, Math.min(x - (this.span >> 1), this.length - this.span));
  }

  private tabulate(): Float64Array {
    const { span } = this;
    const places = new Int32Array(Math.max(span, this.length) + 2).fill(-1);
    let size = 0;
    for (let i = 0; i < this.points.length; i++) {
      const place = (this.points[i] ?? 0) - (this.left[i] ?? 0) + 1;
      if (places[place] === -1) {
        places[place] = size;
        size += span;
      }
      this.row[i] = places[place] ?? 0;
    }
    const weights = new Float64Array(size);
    for (let place = 0; place < places.length; place++) {
      const row = places[place] ?? -1;
      if (row < 0) continue;
      this.weigh(place - 1, weights.subarray(row, row + span));
    }
    return weights;
  }

  /** Fills `own` with the weights by which the neighbours are summed to the fit at `x`, counted from the first of them. */
  private weigh(x: number, own: Float64Array): void {
    const { span } = this;
    const beyond = this.window > this.length ? (this.window - this.length) >> 1 : 0;
    const reach = Math.max(x, span - 1 - x) + beyond;
    let total = 0;
    for (let j = 0; j < span; j++) {
      const distance = Math.abs(j - x);
      let weight = 0;
      if (distance <= 0.001 * reach) weight = 1;
      else if (distance <= 0.999 * reach) {
        const ratio = distance / reach;
        const rest = 1 - ratio * ratio * ratio;
        weight = rest * rest * rest;
      }
      own[j] = weight;
      total += weight;
    }
    let centre = 0;
    for (let j = 0; j < span; j++) {
      const weight = (own[j] ?? 0) / total;
      own[j] = weight;
      centre += weight * j;
    }
    if (this.degree === 1 && reach > 0) this.tilt(x, centre, own);
  }

  /** Turns the weights of a local mean into those of a local line, unless the neighbours are too close together for one. */
  private tilt(x: number, centre: number, own: Float64Array): void {
    const { span } = this;
    let spread = 0;
    for (let j = 0; j < span; j++) spread += (own[j] ?? 0) * (j - centre) * (j - centre);
    if (Math.sqrt(spread) <= 0.001 * (this.length - 1)) return;
    const slope = (x - centre) / spread;
    for (let j = 0; j < span; j++) own[j] = (own[j] ?? 0) * (1 + slope * (j - centre));
  }

  /** How much of the variance of independent noise the smooth keeps at the last value, and leaves in the remainder on average. */
  noise(): { last: number; remainder: number } {
    const within = this.margin ? this.points.length - 2 : this.points.length;
    let last = 0;
    let remainder = 0;
    for (let i = 0; i < within; i++) {
      const base = this.row[i] ?? 0;
      let squares = 0;
      for (let j = 0; j < this.span; j++) squares += (this.weights[base + j] ?? 0) ** 2;
      remainder += 1 - 2 * (this.weights[base + (this.points[i] ?? 0) - (this.left[i] ?? 0)] ?? 0) + squares;
      last = squares;
    }
    return { last, remainder: remainder / within };
  }

  /** Writes the smooth of `y` to `out`, its first value at `at`; with a margin also to `at - 1` and `at + length`. */
  smooth(y: Float64Array, out: Float64Array, at = 0): void {
    const { points, left, row, weights, span, length } = this;
    if (length < 2) {
      out.fill(y[0] ?? 0, this.margin ? at - 1 : at, this.margin ? at + 2 : at + 1);
      return;
    }
    const within = this.margin ? points.length - 2 : points.length;
    let previous = 0;
    for (let i = 0; i < points.length; i++) {
      const x = points[i] ?? 0;
      out[at + x] = dot(weights, row[i] ?? 0, y, left[i] ?? 0, span);
      if (i > 0 && i < within) interpolate(out, at + previous, at + x);
      previous = x;
    }
  }
}

/** In four sums, which a processor adds to at the same time. */
function dot(weights: Float64Array, row: number, y: Float64Array, from: number, count: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let j = 0;
  for (; j + 3 < count; j += 4) {
    first += (weights[row + j] ?? 0) * (y[from + j] ?? 0);
    second += (weights[row + j + 1] ?? 0) * (y[from + j + 1] ?? 0);
    third += (weights[row + j + 2] ?? 0) * (y[from + j + 2] ?? 0);
    fourth += (weights[row + j + 3] ?? 0) * (y[from + j + 3] ?? 0);
  }
  for (; j < count; j++) first += (weights[row + j] ?? 0) * (y[from + j] ?? 0);
  return first + second + (third + fourth);
}

function interpolate(out: Float64Array, from: number, to: number): void {
  const first = out[from] ?? 0;
  const slope = ((out[to] ?? 0) - first) / (to - from);
  for (let i = from + 1; i < to; i++) out[i] = first + slope * (i - from);
}
