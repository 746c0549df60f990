import type { Form } from './form.js';
import type { Sample } from './likelihood.js';
import type { Workspace } from './workspace.js';

/**
 * The Gauss-Newton normal equations of the cost at the parameters that `workspace.fitted` and `workspace.slopes` belong to, where r are the
 * errors whose squares the cost sums and J their derivatives: `workspace.normal` gets the lower triangle of J'J, count + 1 numbers a row, and in
 * one more row J'r.
 */
export function buildNormalEquations(form: Form, sample: Sample, count: number, workspace: Workspace): void {
  if (form.error === 'A') toErrors(sample, count, workspace);
  else toRelativeErrors(sample, count, workspace);
  multiplyColumns(sample.n, count + 1, workspace);
}

/** Appends the column of errors to that of the derivatives, both with the sign of the forecasts. */
function toErrors({ values, start, n }: Sample, count: number, { fitted, slopes }: Workspace): void {
  const errors = count * n;
  for (let t = 0; t < n; t++) slopes[errors + t] = (fitted[t] ?? 0) - (values[start + t] ?? 0);
}

/**
 * The same for the errors y / f - 1 times g, the geometric mean of the forecasts f, divided by g: the derivative of -(y / f - 1) g is that of
 * log f times y / f, less that of log g times y / f - 1.
 */
function toRelativeErrors({ values, start, n }: Sample, count: number, { fitted, slopes, inverse }: Workspace): void {
  const errors = count * n;
  for (let t = 0; t < n; t++) {
    const reciprocal = 1 / (fitted[t] ?? 0);
    inverse[t] = reciprocal;
    slopes[errors + t] = 1 - (values[start + t] ?? 0) * reciprocal;
  }
  for (let column = 0; column < errors; column += n) {
    let sum = 0;
    for (let t = 0; t < n; t++) sum += (slopes[column + t] ?? 0) * (inverse[t] ?? 0);
    const mean = sum / n;
    for (let t = 0; t < n; t++) {
      const error = slopes[errors + t] ?? 0;
      slopes[column + t] = (1 - error) * (slopes[column + t] ?? 0) * (inverse[t] ?? 0) + error * mean;
    }
  }
}

/** All products of two columns, four at a time: their sums then do not wait for each other. */
function multiplyColumns(n: number, size: number, { slopes, normal }: Workspace): void {
  for (let i = 0; i < size; i += 2) {
    const i0 = i * n;
    const i1 = i + 1 < size ? i0 + n : i0;
    for (let j = 0; j <= i; j += 2) {
      const j0 = j * n;
      const j1 = j + 1 < size ? j0 + n : j0;
      let sum00 = 0;
      let sum01 = 0;
      let sum10 = 0;
      let sum11 = 0;
      for (let t = 0; t < n; t++) {
        const a0 = slopes[i0 + t] ?? 0;
        const a1 = slopes[i1 + t] ?? 0;
        const b0 = slopes[j0 + t] ?? 0;
        const b1 = slopes[j1 + t] ?? 0;
        sum00 += a0 * b0;
        sum01 += a0 * b1;
        sum10 += a1 * b0;
        sum11 += a1 * b1;
      }
      const row = i * size + j;
      normal[row] = sum00;
      if (j + 1 < size) normal[row + 1] = sum01;
      if (i + 1 < size) normal[row + size] = sum10;
      if (i + 1 < size && j + 1 < size) normal[row + size + 1] = sum11;
    }
  }
}
