import { filter } from './filter.js';
import { type Form, statesAt } from './form.js';
import type { Workspace } from './workspace.js';

/** What a form is fitted to: `n` values from `start`. */
export interface Sample {
  values: Float64Array;
  start: number;
  n: number;
  period: number;
}

/** One-step forecasts below it cannot be divided by; multiplicative errors ask for larger ones. */
const smallestForecast = 1e-150;
/** A running product is turned into a logarithm when it leaves these bounds, long before it leaves the range of numbers. */
const productBounds = { low: 1e-100, high: 1e100 };

/**
 * The sum of squared errors that a fit minimises: for additive errors that of the one-step errors, for multiplicative ones that of the relative
 * errors times the squared geometric mean of the forecasts. n times its logarithm is -2 log likelihood less a constant that depends on n alone
 * (Hyndman et al. 2008, eq. 5.3: `n log(sum e^2) + 2 sum log|r|`). Infinite where the form does not exist.
 */
export function costOf(form: Form, sample: Sample, parameters: Float64Array, workspace: Workspace): number {
  const { fitted, states } = workspace;
  const { values, start, n, period } = sample;
  for (let i = 0; i < 2 + period; i++) states[i] = parameters[statesAt + i] ?? 0;
  filter(form.season, values, start, start + n, period, parameters, states, fitted);
  const cost = form.error === 'A' ? squares(values, start, n, fitted) : relativeSquares(values, start, n, fitted);
  return cost >= 0 ? cost : Number.POSITIVE_INFINITY;
}

function squares(values: Float64Array, start: number, n: number, fitted: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < n; t++) {
    const error = (values[start + t] ?? 0) - (fitted[t] ?? 0);
    sum += error * error;
  }
  return sum;
}

function relativeSquares(values: Float64Array, start: number, n: number, fitted: Float64Array): number {
  let sum = 0;
  let product = 1;
  let logs = 0;
  for (let t = 0; t < n; t++) {
    const forecast = fitted[t] ?? 0;
    if (!(forecast > smallestForecast)) return Number.POSITIVE_INFINITY;
    const error = (values[start + t] ?? 0) / forecast - 1;
    sum += error * error;
    product *= forecast;
    if (product < productBounds.low || product > productBounds.high) {
      logs += Math.log(product);
      product = 1;
    }
  }
  return sum * Math.exp((2 * (logs + Math.log(product))) / n);
}
