import { solveSymmetric } from '../../numerics/cholesky.js';
import { isAdmissible } from './admissible.js';
import type { Columns } from './columns.js';
import { type Form, place } from './form.js';
import { costOf, type Sample } from './likelihood.js';
import { buildNormalEquations } from './normal-equations.js';
import { differentiate } from './sensitivities.js';
import type { Workspace } from './workspace.js';

/** The usual bounds of the smoothing parameters by `place` (Hyndman et al. 2008, section 10.2; those of damping are R's). */
const lowest = Float64Array.of(1e-4, 1e-4, 1e-4, 0.8);
const highest = Float64Array.of(0.9999, 0.9999, 0.9999, 0.98);
/** Of Marquardt's damping, relative to the diagonal; a step that fails above the largest ends the search. */
const damping = { first: 1e-3, smallest: 1e-9, largest: 1e4, factor: 10 };

/** When the search for a form's parameters ends. */
export interface Effort {
  /** Steps at most. */
  steps: number;
  /** Of n log cost, in which AICc measures: a step that lowers it by less is the last. */
  tolerance: number;
}

/**
 * Lowers the cost by moving the parameters of the columns: Gauss-Newton steps with damping (Levenberg 1944, Marquardt 1963) in the box of the
 * usual bounds, in which a parameter at a bound that it would leave is held for the step, and in the admissible region.
 * @returns the cost, never higher than at the start.
 */
export function improve(
  form: Form,
  sample: Sample,
  parameters: Float64Array,
  columns: Columns,
  { steps, tolerance }: Effort,
  workspace: Workspace,
): number {
  const { trial } = workspace;
  let cost = costOf(form, sample, parameters, workspace);
  let lambda = damping.first;
  for (let step = 0; step < steps && cost < Number.POSITIVE_INFINITY; step++) {
    differentiate(form.season, sample, parameters, columns, workspace);
    buildNormalEquations(form, sample, columns.count, workspace);
    const before = cost;
    while (cost === before) {
      if (lambda > damping.largest) return cost;
      trial.set(parameters);
      const next = move(columns, lambda, trial, workspace) ? costAt(form, sample, trial, workspace) : before;
      if (next < before) {
        cost = next;
        for (let i = 0; i < parameters.length; i++) parameters[i] = trial[i] ?? 0;
        lambda = Math.max(lambda / damping.factor, damping.smallest);
      } else lambda *= damping.factor;
    }
    if (before - cost <= (tolerance / sample.n) * before) return cost;
  }
  return cost;
}

function costAt(form: Form, sample: Sample, parameters: Float64Array, workspace: Workspace): number {
  if (!isAdmissible(form, sample.period, parameters)) return Number.POSITIVE_INFINITY;
  return costOf(form, sample, parameters, workspace);
}

/** One damped step from the normal equations of the workspace; false when they cannot be solved. */
function move({ parameters: moved, count }: Columns, lambda: number, parameters: Float64Array, workspace: Workspace) {
  const { normal, free, freeNormal, step } = workspace;
  const width = count + 1;
  let size = 0;
  for (let i = 0; i < count; i++) {
    const gradient = normal[count * width + i] ?? 0;
    if (isHeld(moved[i] ?? 0, parameters, gradient)) continue;
    free[size] = i;
    step[size++] = -gradient;
  }
  for (let i = 0; i < size; i++) {
    const row = (free[i] ?? 0) * width;
    for (let j = 0; j < i; j++) freeNormal[i * size + j] = normal[row + (free[j] ?? 0)] ?? 0;
    freeNormal[i * size + i] = normal[row + (free[i] ?? 0)] ?? 0;
  }
  if (size === 0 || !solveSymmetric(freeNormal, size, step, step, lambda)) return false;
  for (let i = 0; i < size; i++) {
    const parameter = moved[free[i] ?? 0] ?? 0;
    const value = (parameters[parameter] ?? 0) + (step[i] ?? 0);
    parameters[parameter] =
      parameter > place.phi ? value : Math.min(Math.max(value, lowest[parameter] ?? 0), highest[parameter] ?? 1);
  }
  return true;
}

/** At a bound, with the cost falling beyond it. */
function isHeld(parameter: number, parameters: Float64Array, gradient: number): boolean {
  if (parameter > place.phi) return false;
  const value = parameters[parameter] ?? 0;
  return gradient > 0 ? value <= (lowest[parameter] ?? 0) : value >= (highest[parameter] ?? 1);
}
