import { solveSymmetric } from '../../numerics/cholesky.js';
import { mostCoefficients } from './orders.js';

/** A sum of squares to be minimised over `count` parameters. */
export interface LeastSquares {
  /** The objective, of which differences count: n log(sum of squares). Infinity outside the admissible region. */
  cost(parameters: Float64Array): number;
  /** The parameters of the last `cost` become the ones to linearise at. @returns False to give up. */
  accept(parameters: Float64Array): boolean;
  /**
   * At the accepted parameters: J'J and -J'f of the residuals f and their derivatives J,
   * both divided by the mean square, so that a step's gain is in units of `cost`.
   * @param square Row by row, `count` numbers a row.
   */
  linearise(parameters: Float64Array, square: Float64Array, slope: Float64Array): void;
}

export interface Effort {
  /** Linearisations at most. */
  iterations: number;
  /** Ends when a step promises less than this of the cost. */
  tolerance: number;
  /** Ends when twice what a step promises would still not bring the cost below this. */
  target?: number;
}

const square = new Float64Array(mostCoefficients * mostCoefficients);
const slope = new Float64Array(mostCoefficients);
const step = new Float64Array(mostCoefficients);
const trial = new Float64Array(mostCoefficients);

/**
 * Levenberg (1944) and Marquardt (1963), with the damping in proportion to the diagonal.
 * @param parameters The start; replaced by the best found.
 * @returns Its cost; Infinity when the start was not admissible.
 */
export function minimise(problem: LeastSquares, parameters: Float64Array, count: number, effort: Effort): number {
  let cost = problem.cost(parameters);
  if (cost === Number.POSITIVE_INFINITY) return cost;
  if (!problem.accept(parameters)) return cost;
  const target = effort.target ?? Number.POSITIVE_INFINITY;
  let damping = 1e-3;
  for (let iteration = 0; count > 0 && iteration < effort.iterations; iteration++) {
    problem.linearise(parameters, square, slope);
    let gained = -1;
    for (let attempt = 0; attempt < 8; attempt++) {
      if (!solveSymmetric(square, count, slope, step, damping)) {
        damping = Math.max(damping * 10, 1e-6);
        continue;
      }
      let promised = 0;
      for (let i = 0; i < count; i++) {
        promised += (step[i] ?? 0) * (slope[i] ?? 0);
        trial[i] = (parameters[i] ?? 0) + (step[i] ?? 0);
      }
      if (!(promised > effort.tolerance) || cost - 2 * promised > target) return cost;
      const renewed = problem.cost(trial);
      if (renewed < cost) {
        gained = cost - renewed;
        cost = renewed;
        for (let i = 0; i < count; i++) parameters[i] = trial[i] ?? 0;
        if (!problem.accept(parameters)) return cost;
        damping *= gained > promised * 0.25 ? 0.1 : 2;
        break;
      }
      damping = Math.max(damping * 8, 1e-4);
    }
    if (gained < effort.tolerance) return cost;
  }
  return cost;
}
