/** How much smaller than its diagonal a pivot may get before the column is taken for a combination of those before it. */
const smallestPivot = 1e-12;

/** Grown when a larger system comes. */
let factor = new Float64Array(256);

/**
 * Solves `matrix x = right` for a symmetric positive matrix by Cholesky's factorisation (Golub and Van Loan 2013, section 4.2).
 * @param matrix size x size, row by row; its lower triangle is read.
 * @param solution gets x; may be `right`.
 * @param damping Added to the diagonal in proportion to it.
 * @returns false where the matrix is not positive: `solution` is then useless.
 */
export function solveSymmetric(
  matrix: Float64Array,
  size: number,
  right: Float64Array,
  solution: Float64Array,
  damping = 0,
): boolean {
  if (factor.length < size * size) factor = new Float64Array(2 * size * size);
  for (let i = 0; i < size; i++) {
    const rowI = i * size;
    const diagonal = (matrix[rowI + i] ?? 0) * (1 + damping);
    for (let j = 0; j <= i; j++) {
      const rowJ = j * size;
      let sum = i === j ? diagonal : (matrix[rowI + j] ?? 0);
      for (let k = 0; k < j; k++) sum -= (factor[rowI + k] ?? 0) * (factor[rowJ + k] ?? 0);
      if (j < i) factor[rowI + j] = sum / (factor[rowJ + j] ?? 1);
      else if (sum > smallestPivot * diagonal) factor[rowI + i] = Math.sqrt(sum);
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
