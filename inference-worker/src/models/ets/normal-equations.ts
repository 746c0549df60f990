import type { Form } from './form.js';
import type { Sample } from './likelihood.js';
import type { Workspace } from './workspace.js';

/**
 * The Gauss-Newton normal equations of the cost at the parameters that `workspace.fitted` and `workspace.slopes` belong to: J'J (its lower
 * triangle) in `normal`, J'r in `gradient`, where r are the errors whose squares the cost sums.
 */
export function buildNormalEquations(form: Form, sample: Sample, count: number, workspace: Workspace): void {
  if (form.error === 'M') toRelative(sample, count, workspace);
  const { values, start, n } = sample;
  const { fitted, slopes, normal, gradient } = workspace;
  normal.fill(0, 0, count * count);
  gradient.fill(0, 0, count);
  let row = 0;
  for (let t = 0; t < n; t++) {
    const forecast = fitted[t] ?? 0;
    const error = form.error === 'A' ? (values[start + t] ?? 0) - forecast : (values[start + t] ?? 0) / forecast - 1;
    let at = 0;
    for (let i = 0; i < count; i++) {
      const slope = slopes[row + i] ?? 0;
      gradient[i] = (gradient[i] ?? 0) - slope * error;
      for (let j = 0; j <= i; j++) normal[at + j] = (normal[at + j] ?? 0) + slope * (slopes[row + j] ?? 0);
      at += count;
    }
    row += count;
  }
}

/** From derivatives of the forecasts f to those of -(y / f - 1) g, divided by g, the geometric mean of the forecasts. */
function toRelative({ values, start, n }: Sample, count: number, { fitted, slopes, columnMeans }: Workspace): void {
  columnMeans.fill(0, 0, count);
  let row = 0;
  for (let t = 0; t < n; t++) {
    const inverse = 1 / (fitted[t] ?? 0);
    for (let i = 0; i < count; i++) {
      const relative = (slopes[row + i] ?? 0) * inverse;
      slopes[row + i] = relative;
      columnMeans[i] = (columnMeans[i] ?? 0) + relative;
    }
    row += count;
  }
  row = 0;
  for (let t = 0; t < n; t++) {
    const ratio = (values[start + t] ?? 0) / (fitted[t] ?? 0);
    for (let i = 0; i < count; i++) {
      slopes[row + i] = ratio * (slopes[row + i] ?? 0) - (ratio - 1) * ((columnMeans[i] ?? 0) / n);
    }
    row += count;
  }
}
