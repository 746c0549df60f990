/** How much smaller than its diagonal a pivot may get before the column is taken for a combination of those before it. */
const smallestPivot = 1e-12;

/**
 * Solves `matrix x = right` for a symmetric positive matrix by Cholesky's factorisation (Golub and Van Loan 2013, section 4.2).
 * @param matrix size x size, row by row; its lower triangle is read.
 * @param factor as large; overwritten.
 * @param solution gets x; may be `right`.
 * @returns false where the matrix is not positive: `solution` is then useless.
 */
export function solveSymmetric(
  matrix: Float64Array,
  size: number,
  right: Float64Array,
  factor: Float64Array,
  solution: Float64Array,
): boolean {
  for (let i = 0; i < size; i++) {
    const rowI = i * size;
    for (let j = 0; j <= i; j++) {
      const rowJ = j * size;
      let sum = matrix[rowI + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (factor[rowI + k] ?? 0) * (factor[rowJ + k] ?? 0);
      if (j < i) factor[rowI + j] = sum / (factor[rowJ + j] ?? 1);
      else if (sum > smallestPivot * (matrix[rowI + i] ?? 0)) factor[rowI + i] = Math.sqrt(sum);
      else return false;
    }
  }
  for (let i = 0; i < size; i++) {
    let sum = right[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (factor[i * size + k] ?? 0) * (solution[k] ?? 0);
    solution[i] = sum / (factor[i * size + i] ?? 1);
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = solution[i] ?? 0;
    for (let k = i + 1; k < size; k++) sum -= (factor[k * size + i] ?? 0) * (solution[k] ?? 0);
    solution[i] = sum / (factor[i * size + i] ?? 1);
  }
  return true;
}

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
  return solveSymmetric(matrix, columns, right, new Float64Array(columns * columns), right) ? right : null;
}
