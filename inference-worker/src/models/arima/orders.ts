/** The form of a seasonal ARIMA model: ARIMA(p,d,q)(P,D,Q)[m] (Box & Jenkins 1970, section 9.1). */
export interface Orders {
  p: number;
  d: number;
  q: number;
  P: number;
  D: number;
  Q: number;
  /** Points in a season, 1 when there is none; then P = D = Q = 0. */
  m: number;
  /** Whether the differenced series has a mean: a mean with d + D = 0, a drift with d + D = 1. */
  constant: boolean;
}

/** The most coefficients: 5 + 5 + 2 + 2. */
export const mostCoefficients = 14;

/** How many coefficients the polynomials of `orders` have together. */
export function coefficientCount({ p, q, P, Q }: Orders): number {
  return p + q + P + Q;
}

/** The usual name: `ARIMA(1,1,0)(0,1,1)[12] with drift`. */
export function nameOf({ p, d, q, P, D, Q, m, constant }: Orders): string {
  const seasonal = P + D + Q > 0 ? `(${P},${D},${Q})[${m}]` : '';
  return `ARIMA(${p},${d},${q})${seasonal}${describeConstant(d + D, constant)}`;
}

function describeConstant(differences: number, constant: boolean): string {
  if (constant) return differences === 0 ? ' with non-zero mean' : ' with drift';
  return differences === 0 ? ' with zero mean' : '';
}
