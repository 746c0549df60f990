/** `level[t] = level[t-1] + alpha (y[t] - level[t-1])`, run over a series. */
export interface Smoothing {
  /** After the last value. */
  level: number;
  /** The sum of the squared one-step errors. */
  squares: number;
}

/** A series this short can't spare two parameters: its initial level is its first value. */
const longestWithoutInitialLevel = 6;

/** Weights of the initial level below this are taken for 0. */
const negligible = 1e-12;

/**
 * Alphas at which the search looks first; minima between two of them are told by the slopes there, two minima between the same
 * two are not. Chosen, like `advantageOfConstant`, for agreement with R on the M1 series: R's simplex search follows no rule of its own.
 */
const nodes = Float64Array.of(1e-4, 0.03, 0.06, 0.1, 0.25, 0.5, 0.8, 0.9999);
const nodeSquares = new Float64Array(nodes.length);
const nodeSlopes = new Float64Array(nodes.length);

/**
 * What a level that hardly moves must gain in squares over one that does, where both are minima. On M1, R stays at the latter
 * with up to 5% more squares and leaves it from 10% on.
 */
const advantageOfConstant = 1.08;

const tolerance = 1e-5;

/** By a given smoothing parameter and the initial level that is best for it. */
export function smooth(y: Float64Array, alpha: number): Smoothing {
  run(y, alpha);
  return { level: result.level, squares: result.squares };
}

/** Of the last `run`; one object, so that a search makes none. */
const result = { level: 0, squares: 0, slope: 0 };

/**
 * The error of a run is linear in the initial level, `e[t] = a[t] - initial (1 - alpha)^t`, so that the best initial level is a
 * regression through the origin. Its own change adds nothing to the slope of the squares by alpha, as they are least in it.
 */
function run(y: Float64Array, alpha: number): void {
  const n = y.length;
  const keep = 1 - alpha;
  // Relative to the first value, so that squares do not cancel in a series far from zero.
  const first = y[0] ?? 0;
  let level = 0;
  let levelSlope = 0;
  let weight = 1;
  let weightSlope = 0;
  let errorSquares = 0;
  let errorWeights = 0;
  let weightSquares = 0;
  let errorSlopes = 0;
  let crossSlopes = 0;
  let weightSlopes = 0;
  let t = 0;
  for (; t < n && weight > negligible; t++) {
    const error = (y[t] ?? 0) - first - level;
    errorSquares += error * error;
    errorWeights += error * weight;
    weightSquares += weight * weight;
    errorSlopes -= error * levelSlope;
    crossSlopes += error * weightSlope - levelSlope * weight;
    weightSlopes += weight * weightSlope;
    level += alpha * error;
    levelSlope = keep * levelSlope + error;
    weightSlope = keep * weightSlope - weight;
    weight *= keep;
  }
  if (t < n) weight = 0;
  for (; t < n; t++) {
    const error = (y[t] ?? 0) - first - level;
    errorSquares += error * error;
    errorSlopes -= error * levelSlope;
    level += alpha * error;
    levelSlope = keep * levelSlope + error;
  }
  const initial = n > longestWithoutInitialLevel ? errorWeights / weightSquares : 0;
  result.level = first + level + initial * weight;
  result.squares = Math.max(0, errorSquares - initial * errorWeights);
  result.slope = 2 * (errorSlopes - initial * crossSlopes + initial * initial * weightSlopes);
}

/**
 * The smoothing parameter of simple exponential smoothing, ETS(A,N,N), by least squares of the one-step errors (Hyndman et al.
 * 2008, "Forecasting with Exponential Smoothing", sections 2.5 and 5.1), from 0.0001 to 0.9999 as in R's `ses`. The error often has a
 * second minimum at the lower end.
 */
export function optimalAlpha(y: Float64Array): number {
  const last = nodes.length - 1;
  for (let i = 0; i <= last; i++) {
    run(y, nodes[i] ?? 0);
    nodeSquares[i] = result.squares;
    nodeSlopes[i] = result.slope;
  }
  let best = nodes[0] ?? 0;
  let bestSquares = (nodeSquares[0] ?? 0) * ((nodeSlopes[0] ?? 0) >= 0 ? advantageOfConstant : 1);
  for (let i = 1; i <= last; i++) {
    if (!((nodeSlopes[i - 1] ?? 0) < 0)) continue;
    let alpha = nodes[i] ?? 0;
    let squares = nodeSquares[i] ?? 0;
    if ((nodeSlopes[i] ?? 0) > 0) {
      alpha = minimumBefore(y, i);
      squares = result.squares;
    } else if (i < last) continue;
    if (squares < bestSquares) {
      best = alpha;
      bestSquares = squares;
    }
  }
  return best;
}

/**
 * Where the squares are least between node i - 1, where they fall, and node i, where they rise, by the cubics through both ends
 * (Nocedal and Wright 2006, "Numerical Optimization", eq. 3.59). The last `run` is that of a place within `tolerance`.
 */
function minimumBefore(y: Float64Array, i: number): number {
  let a = nodes[i - 1] ?? 0;
  let squaresA = nodeSquares[i - 1] ?? 0;
  let slopeA = nodeSlopes[i - 1] ?? 0;
  let b = nodes[i] ?? 0;
  let squaresB = nodeSquares[i] ?? 0;
  let slopeB = nodeSlopes[i] ?? 0;
  let last = Number.NaN;
  for (let step = 1; step <= 40; step++) {
    const d1 = slopeA + slopeB - (3 * (squaresA - squaresB)) / (a - b);
    const d2 = Math.sqrt(d1 * d1 - slopeA * slopeB);
    let next = b - (b - a) * ((slopeB + d2 - d1) / (slopeB - slopeA + 2 * d2));
    // Halves where the cubic has no minimum, and now and then against creeping from one side.
    if (!(next > a && next < b) || step % 6 === 0) next = (a + b) / 2;
    run(y, next);
    if (Math.abs(next - last) < tolerance || b - a < tolerance) return next;
    last = next;
    if (result.slope < 0) {
      a = next;
      squaresA = result.squares;
      slopeA = result.slope;
    } else {
      b = next;
      squaresB = result.squares;
      slopeB = result.slope;
    }
  }
  return last;
}
