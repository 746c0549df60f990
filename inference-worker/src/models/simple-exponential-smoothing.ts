import { minimum } from './minimum.js';

/** `level[t] = level[t-1] + alpha (y[t] - level[t-1])` run over a series. */
export interface Smoothing {
  alpha: number;
  /** After the last value. */
  level: number;
  /** The sum of the squared one-step errors. */
  squares: number;
}

/** Weights of the initial level below this are taken for 0. */
const negligible = 1e-12;

/** A series this short can't spare two parameters: its initial level is its first value, and alpha may be 0 or 1. */
const longestWithoutInitialLevel = 6;

const grid = Float64Array.of(1e-4, 0.05, 0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.96, 0.9999);
const gridValues = new Float64Array(grid.length);

/** Simple exponential smoothing with the smoothing parameter of least squares (Hyndman et al. 2008, ETS(A,N,N), section 5.1). */
export function fitSmoothing(y: Float64Array): Smoothing {
  return smooth(y, optimalAlpha(y));
}

/**
 * With a given smoothing parameter. Errors are linear in the initial level, `e[t] = a[t] - initial (1 - alpha)^t`, so the
 * best initial level is a regression through the origin (Hyndman et al. 2008, section 3.2, on linear states).
 */
export function smooth(y: Float64Array, alpha: number): Smoothing {
  const squares = squaredErrors(y, alpha);
  return { alpha, level: lastLevel, squares };
}

/** Of the last call of `squaredErrors`. */
let lastLevel = 0;

function squaredErrors(y: Float64Array, alpha: number): number {
  const n = y.length;
  const keep = 1 - alpha;
  // Relative to the first value, so that squares do not cancel in a series far from zero.
  const first = y[0] ?? 0;
  let level = 0;
  let weight = 1;
  let errorSquares = 0;
  let products = 0;
  let weightSquares = 0;
  let t = 0;
  for (; t < n && weight > negligible; t++) {
    const value = (y[t] ?? 0) - first;
    const error = value - level;
    errorSquares += error * error;
    products += error * weight;
    weightSquares += weight * weight;
    level = keep * level + alpha * value;
    weight *= keep;
  }
  for (; t < n; t++) {
    const value = (y[t] ?? 0) - first;
    const error = value - level;
    errorSquares += error * error;
    level = keep * level + alpha * value;
  }
  const initial = n > longestWithoutInitialLevel ? products / weightSquares : 0;
  lastLevel = first + level + initial * (weight > negligible ? weight : 0);
  return Math.max(0, errorSquares - initial * products);
}

function optimalAlpha(y: Float64Array): number {
  const last = grid.length - 1;
  for (let i = 0; i <= last; i++) gridValues[i] = squaredErrors(y, grid[i] ?? 0);
  let best = 0;
  for (let i = 1; i <= last; i++) if ((gridValues[i] ?? 0) < (gridValues[best] ?? 0)) best = i;
  const start = grid[best] ?? 0;
  if (best === 0 || best === last) return start;
  return minimum(
    (alpha) => squaredErrors(y, alpha),
    grid[best - 1] ?? 0,
    grid[best + 1] ?? 0,
    start,
    gridValues[best] ?? 0,
    1e-6,
  );
}
