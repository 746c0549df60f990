import { coefficientCount, type Orders } from './orders.js';

/** The longest lag that any polynomial of the search can have: 5 + 2 x 24. */
export const maxLag = 53;

/**
 * The coefficients c1..cK of w[t] = sum of c[j] x[t-j], kept both dense and as the few lags that count. Refilled in
 * place, as a search fills thousands.
 */
export class LagPolynomial {
  /** The coefficient of lag j at index j; index 0 unused. Zero beyond the degree. */
  readonly dense = new Float64Array(maxLag + 2);
  readonly lags = new Int32Array(18);
  /** Of the lags, in their order. */
  readonly coefficients = new Float64Array(18);
  terms = 0;
  degree = 0;

  /**
   * The product of a short polynomial with one in the season (Box & Jenkins 1970, eq. 9.1.4).
   * @param cross The sign of the products: -1 for autoregressive, +1 for moving-average coefficients.
   */
  fill(
    values: Float64Array,
    short: number,
    shortOrder: number,
    long: number,
    longOrder: number,
    m: number,
    cross: number,
  ) {
    for (let i = 0; i < this.terms; i++) this.dense[this.lags[i] ?? 0] = 0;
    this.terms = 0;
    for (let i = 1; i <= shortOrder; i++) this.add(i, values[short + i - 1] ?? 0);
    for (let j = 1; j <= longOrder; j++) {
      const seasonal = values[long + j - 1] ?? 0;
      this.add(j * m, seasonal);
      for (let i = 1; i <= shortOrder; i++) this.add(j * m + i, cross * seasonal * (values[short + i - 1] ?? 0));
    }
    this.degree = shortOrder + longOrder * m;
  }

  private add(lag: number, coefficient: number) {
    this.dense[lag] = (this.dense[lag] ?? 0) + coefficient;
    this.lags[this.terms] = lag;
    this.coefficients[this.terms] = coefficient;
    this.terms++;
  }
}

/** Fills the autoregressive polynomial of a model. @param values phi, theta, Phi, Theta one after the other. */
export function fillAutoregressive(polynomial: LagPolynomial, { p, q, P, m }: Orders, values: Float64Array) {
  polynomial.fill(values, 0, p, p + q, P, m, -1);
}

/** Fills the moving-average polynomial of a model. @param values As of `fillAutoregressive`. */
export function fillMovingAverage(polynomial: LagPolynomial, { p, q, P, Q, m }: Orders, values: Float64Array) {
  polynomial.fill(values, p, q, p + q + P, Q, m, 1);
}

const reflection = new Float64Array(maxLag + 2);

/**
 * Whether all roots of 1 - c1 z - ... - ck z^k lie farther from 0 than `radius`, by the step-down recursion of
 * Levinson and Durbin: each partial autocorrelation within (-1, 1) (Monahan 1984).
 * @param sign -1 for 1 + c1 z + ...
 */
export function rootsBeyond(radius: number, values: Float64Array, start: number, order: number, sign = 1): boolean {
  let power = sign;
  for (let j = 1; j <= order; j++) {
    power *= radius;
    reflection[j] = (values[start + j - 1] ?? 0) * power;
  }
  for (let k = order; k >= 1; k--) {
    const partial = reflection[k] ?? 0;
    // Written so that NaN fails too.
    if (!(Math.abs(partial) < 1)) return false;
    const scale = 1 / (1 - partial * partial);
    for (let i = 1, j = k - 1; i <= j; i++, j--) {
      const left = reflection[i] ?? 0;
      const right = reflection[j] ?? 0;
      reflection[i] = (left + partial * right) * scale;
      reflection[j] = (right + partial * left) * scale;
    }
  }
  return true;
}

/** Whether the model is stationary and invertible with all roots beyond `radius` in the lag operator of one point. */
export function isAdmissible(orders: Orders, values: Float64Array, radius: number): boolean {
  const { p, q, P, Q, m } = orders;
  if (coefficientCount(orders) === 0) return true;
  const seasonalRadius = P + Q > 0 ? radius ** m : radius;
  return (
    rootsBeyond(radius, values, 0, p) &&
    rootsBeyond(radius, values, p, q, -1) &&
    rootsBeyond(seasonalRadius, values, p + q, P) &&
    rootsBeyond(seasonalRadius, values, p + q + P, Q, -1)
  );
}
