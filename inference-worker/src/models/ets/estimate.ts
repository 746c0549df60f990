import { isAdmissible } from './admissible.js';
import { type Form, place } from './form.js';
import { solveSymmetric } from './least-squares.js';
import { costOf, type Sample } from './likelihood.js';
import { buildNormalEquations } from './normal-equations.js';
import { differentiate } from './sensitivities.js';
import type { Workspace } from './workspace.js';

/** The usual bounds of smoothing (Hyndman et al. 2008, section 10.1, with R's damping), by `place`. */
const lowest = [1e-4, 1e-4, 1e-4, 0.8];
const highest = [0.9999, 0.9999, 0.9999, 0.98];
const firstDamping = 1e-3;
const largestDamping = 1e8;

/** When the search for a form's parameters ends. */
export interface Effort {
  /** Gauss-Newton steps at most. */
  steps: number;
  /** Ends when a step lowers the cost by a smaller share. */
  tolerance: number;
}

/**
 * Lowers the cost by moving the parameters named in `columns` (Levenberg 1944, Marquardt 1963, in the box of the usual bounds: a parameter at a
 * bound that it would leave is held for the step). Never ends with a higher cost than it began.
 * @returns the cost.
 */
export function improve(
  form: Form,
  sample: Sample,
  parameters: Float64Array,
  columns: readonly number[],
  { steps, tolerance }: Effort,
  workspace: Workspace,
): number {
  const { trial } = workspace;
  let cost = costOf(form, sample, parameters, workspace);
  let damping = firstDamping;
  for (let step = 0; step < steps && cost < Number.POSITIVE_INFINITY; step++) {
    differentiate(form.season, sample.values, sample.start, sample.n, sample.period, parameters, columns, workspace);
    buildNormalEquations(form, sample, columns.length, workspace);
    const before = cost;
    for (;;) {
      trial.set(parameters);
      if (moveWithinBounds(columns, damping, trial, workspace)) {
        const next = isAdmissible(form, sample.period, trial)
          ? costOf(form, sample, trial, workspace)
          : Number.POSITIVE_INFINITY;
        if (next < cost) {
          cost = next;
          parameters.set(trial);
          damping = Math.max(damping / 10, 1e-9);
          break;
        }
      }
      damping *= 10;
      if (damping > largestDamping) return cost;
    }
    if (before - cost <= tolerance * before) return cost;
  }
  return cost;
}

/** One damped step; false when the equations cannot be solved. */
function moveWithinBounds(
  columns: readonly number[],
  damping: number,
  parameters: Float64Array,
  { normal, factor, gradient, step }: Workspace,
): boolean {
  const count = columns.length;
  factor.fill(0);
  const free: number[] = [];
  for (let i = 0; i < count; i++) {
    const parameter = columns[i] ?? 0;
    const value = parameters[parameter] ?? 0;
    const slope = gradient[i] ?? 0;
    const held =
      parameter <= place.phi &&
      ((value <= (lowest[parameter] ?? 0) && slope > 0) || (value >= (highest[parameter] ?? 1) && slope < 0));
    if (!held) free.push(i);
  }
  const size = free.length;
  if (size === 0) return false;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const a = free[i] ?? 0;
    right[i] = -(gradient[a] ?? 0);
    for (let j = 0; j <= i; j++) matrix[i * size + j] = normal[a * count + (free[j] ?? 0)] ?? 0;
    matrix[i * size + i] = (matrix[i * size + i] ?? 0) * (1 + damping) + 1e-300;
  }
  if (!solveSymmetric(matrix, size, right, factor, step)) return false;
  for (let i = 0; i < size; i++) {
    const parameter = columns[free[i] ?? 0] ?? 0;
    let value = (parameters[parameter] ?? 0) + (step[i] ?? 0);
    if (parameter <= place.phi) {
      value = Math.min(Math.max(value, lowest[parameter] ?? 0), highest[parameter] ?? 1);
    }
    parameters[parameter] = value;
  }
  return true;
}
