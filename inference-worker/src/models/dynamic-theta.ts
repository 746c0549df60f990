import { minimum } from '../numerics/minimum.js';
import type { PointForecast } from './model.js';
import { optimalAlpha } from './simple-exponential-smoothing.js';

/**
 * The dynamic theta model of Fiorucci et al. 2016 ("Models for optimising the theta method and their relationship to
 * state space models", Int. J. Forecasting 32(4)): a smoothed level and the line through all values so far, whose
 * intercept A and slope B are updated with each value. With w = 1 - 1/theta, the mean of the value t + 1 is
 * `level[t] + w ((1 - alpha)^t A[t] + (1 - (1 - alpha)^(t+1)) / alpha B[t])`. Numbers here are distances from the first value: moving
 * the series only moves the initial level.
 */
export interface DynamicTheta {
  /** Smoothing of the level, in [0.1, 0.99] as in the authors' `forecTheta`. */
  alpha: number;
  /** `1 - 1 / theta`, from 0 (theta 1: simple exponential smoothing) to 1 (theta without bound: all of the line's slope); 1/2 is the standard theta method. */
  trendWeight: number;
}

/** After the last of n values. */
export interface ThetaState extends DynamicTheta, Line {
  first: number;
  /** Of the one-step errors; NaN when there are too few. */
  variance: number;
}

/** What one value changes. */
interface Line {
  n: number;
  level: number;
  mean: number;
  slope: number;
}

const smallestAlpha = 0.1;
const largestAlpha = 0.99;
const tolerance = 1e-5;

/** Parameters; as many of the first errors are not counted, being of a line through next to nothing (conditional least squares). */
const parameterCount = 3;

/** Series shorter than this can't tell theta: they get 2, the standard theta method. */
const shortestForTheta = 3 * parameterCount;

/** Weights of the initial level below this are taken for 0. */
const negligible = 1e-20;

const nodeCount = 13;
const nodeSquares = new Float64Array(nodeCount);

/** Intercepts and slopes of the lines through the first t values, at t; grown when a longer series comes. */
let intercepts = new Float64Array(256);
let slopes = new Float64Array(256);

/** Of the last `run`. */
const result = { squares: 0, level: 0, trendWeight: 0 };

/**
 * Alpha, theta and initial level by least squares of the one-step errors: given alpha, the errors are linear in the other two
 * (theta as w), so that only alpha is searched.
 */
export function fitDynamicTheta(y: Float64Array): DynamicTheta {
  if (y.length < shortestForTheta) return { alpha: optimalAlpha(y), trendWeight: 1 / 2 };
  drawLines(y);
  const spacing = (largestAlpha - smallestAlpha) / (nodeCount - 1);
  let best = 0;
  for (let i = 0; i < nodeCount; i++) {
    nodeSquares[i] = squaresAt(y, smallestAlpha + i * spacing);
    if ((nodeSquares[i] ?? 0) < (nodeSquares[best] ?? 0)) best = i;
  }
  const start = smallestAlpha + best * spacing;
  const lower = Math.max(smallestAlpha, start - spacing);
  const upper = Math.min(largestAlpha, start + spacing);
  const alpha = minimum((candidate) => squaresAt(y, candidate), lower, upper, start, nodeSquares[best] ?? 0, tolerance);
  run(y, alpha, Number.NaN);
  return { alpha, trendWeight: result.trendWeight };
}

/** The state that follows a series by given parameters and the initial level that is best for them. */
export function thetaState(y: Float64Array, { alpha, trendWeight }: DynamicTheta): ThetaState {
  const n = y.length;
  const mean = drawLines(y);
  run(y, alpha, trendWeight);
  const freedom = n - 2 * parameterCount;
  const variance = freedom > 0 ? result.squares / freedom : Number.NaN;
  return { alpha, trendWeight, first: y[0] ?? 0, n, level: result.level, mean, slope: slopes[n] ?? 0, variance };
}

/**
 * Means and standard errors of the next values. An error lives on in the level and in the line; its effect on later steps is taken
 * from one in the first step, which the line feels most.
 */
export function continueTheta(state: ThetaState, horizon: number): PointForecast {
  const { alpha, first, n, variance } = state;
  const values = iterate(state, state, horizon);
  for (let step = 0; step < horizon; step++) values[step] = (values[step] ?? 0) + first;
  if (!Number.isFinite(variance)) return { values, sd: null };
  const unitError = { n: n + 1, level: alpha, mean: 1 / (n + 1), slope: 6 / ((n + 1) * (n + 2)) };
  const effects = iterate(unitError, state, horizon);
  const sd = new Float64Array(horizon);
  let squares = 1;
  for (let step = 0; step < horizon; step++) {
    sd[step] = Math.sqrt(variance * squares);
    const effect = effects[step] ?? 0;
    squares += effect * effect;
  }
  return { values, sd };
}

/** Each mean is taken for the value that came. */
function iterate(start: Line, { alpha, trendWeight }: DynamicTheta, horizon: number): Float64Array {
  const means = new Float64Array(horizon);
  const keep = 1 - alpha;
  let { n, level, mean, slope } = start;
  let weight = keep ** n;
  for (let step = 0; step < horizon; step++) {
    const intercept = mean - ((n + 1) / 2) * slope;
    const value = level + trendWeight * (weight * intercept + ((1 - weight * keep) / alpha) * slope);
    means[step] = value;
    n++;
    level += alpha * (value - level);
    slope = ((n - 2) * slope + (6 / n) * (value - mean)) / (n + 1);
    mean += (value - mean) / n;
    weight *= keep;
  }
  return means;
}

/** Fills `intercepts` and `slopes` and answers the mean. */
function drawLines(y: Float64Array): number {
  const n = y.length;
  if (intercepts.length <= n) {
    intercepts = new Float64Array(2 * n);
    slopes = new Float64Array(2 * n);
  }
  const first = y[0] ?? 0;
  let mean = 0;
  let slope = 0;
  intercepts[0] = 0;
  slopes[0] = 0;
  for (let t = 1; t <= n; t++) {
    const value = (y[t - 1] ?? 0) - first;
    slope = t === 1 ? 0 : ((t - 2) * slope + (6 / t) * (value - mean)) / (t + 1);
    mean += (value - mean) / t;
    intercepts[t] = mean - ((t + 1) / 2) * slope;
    slopes[t] = slope;
  }
  return mean;
}

function squaresAt(y: Float64Array, alpha: number): number {
  run(y, alpha, Number.NaN);
  return result.squares;
}

/**
 * One pass over the series whose lines are drawn. The error is `a[t] - initial keep^t - w g[t]`: a regression on two numbers, w held in [0, 1].
 * @param trendWeight NaN for the best.
 */
function run(y: Float64Array, alpha: number, trendWeight: number): void {
  const n = y.length;
  const keep = 1 - alpha;
  const perAlpha = 1 / alpha;
  const first = y[0] ?? 0;
  const skipped = n < shortestForTheta ? 0 : parameterCount;
  let level = 0;
  let weight = 1;
  let aa = 0;
  let ab = 0;
  let ag = 0;
  let bb = 0;
  let bg = 0;
  let gg = 0;
  for (let t = 0; t < n; t++) {
    const error = (y[t] ?? 0) - first - level;
    const trend = weight * (intercepts[t] ?? 0) + (1 - weight * keep) * perAlpha * (slopes[t] ?? 0);
    if (t >= skipped) {
      aa += error * error;
      ab += error * weight;
      ag += error * trend;
      bb += weight * weight;
      bg += weight * trend;
      gg += trend * trend;
    }
    level += alpha * error;
    weight = weight > negligible ? weight * keep : 0;
  }
  let w = trendWeight;
  if (Number.isNaN(w)) {
    const determinant = bb * gg - bg * bg;
    w = determinant > 1e-14 * bb * gg ? Math.min(1, Math.max(0, (ag * bb - ab * bg) / determinant)) : 0;
  }
  const initial = bb > 0 ? (ab - w * bg) / bb : 0;
  const squares = aa - w * (2 * ag - w * gg) - initial * (ab - w * bg);
  result.squares = Math.max(0, squares);
  result.level = level + initial * weight;
  result.trendWeight = w;
}
