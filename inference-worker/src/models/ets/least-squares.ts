import { solveSymmetric } from '../../numerics/cholesky.js';

/** The coefficients of a regression without intercept; null when the columns depend on each other. */
export function leastSquares(rows: Float64Array, columns: number, values: Float64Array): Float64Array | null {
  const matrix = new Float64Array(columns * columns);
  const right = new Float64Array(columns);
  for (let t = 0; t < values.length; t++) {
    for (let i = 0; i < columns; i++) {
      const x = rows[t * columns + i] ?? 0;
      right[i] = (right[i] ?? 0) + x * (values[t] ?? 0);
      for (let j = 0; j <= i; j++) {
        const at = i * columns + j;
        matrix[at] = (matrix[at] ?? 0) + x * (rows[t * columns + j] ?? 0);
      }
    }
  }
  return solveSymmetric(matrix, columns, right, right) ? right : null;
}
