/** The most unknowns: 5 + 5 + 2 + 2 coefficients. */
export const capacity = 14;
const factor = new Float64Array(capacity * capacity);

/**
 * Solves the normal equations `square x = slope` by Cholesky's factorisation.
 * @param square Symmetric, row by row, `count` numbers a row; only its lower half is read.
 * @param damping Added to the diagonal in proportion to it.
 * @returns False, and nothing in `out`, when the square is not positive definite.
 */
export function solveNormalEquations(
  square: Float64Array,
  slope: Float64Array,
  count: number,
  damping: number,
  out: Float64Array,
): boolean {
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = square[i * count + j] ?? 0;
      if (i === j) sum *= 1 + damping;
      for (let k = 0; k < j; k++) sum -= (factor[i * count + k] ?? 0) * (factor[j * count + k] ?? 0);
      if (i === j) {
        if (!(sum > 0)) return false;
        factor[i * count + i] = Math.sqrt(sum);
      } else factor[i * count + j] = sum / (factor[j * count + j] ?? 1);
    }
  }
  for (let i = 0; i < count; i++) {
    let sum = slope[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (factor[i * count + k] ?? 0) * (out[k] ?? 0);
    out[i] = sum / (factor[i * count + i] ?? 1);
  }
  for (let i = count - 1; i >= 0; i--) {
    let sum = out[i] ?? 0;
    for (let k = i + 1; k < count; k++) sum -= (factor[k * count + i] ?? 0) * (out[k] ?? 0);
    out[i] = sum / (factor[i * count + i] ?? 1);
  }
  return true;
}
