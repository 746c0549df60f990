import { ConditionalSumOfSquares } from './conditional-sum-of-squares.js';
import { ExactLikelihood } from './exact-likelihood.js';
import { HannanRissanen } from './hannan-rissanen.js';
import { minimise } from './levenberg-marquardt.js';
import { coefficientCount, mostCoefficients, type Orders } from './orders.js';

const startEffort = { iterations: 6, tolerance: 0.05 };
const fullEffort = { iterations: 12, tolerance: 1e-3 };

export interface Estimate {
  orders: Orders;
  /** phi, theta, Phi, Theta one after the other. */
  coefficients: Float64Array;
  /** Of the differenced series; 0 without a constant. */
  mean: number;
  /** Of the innovations, with a degree of freedom off for each coefficient and the mean. */
  variance: number;
  /** Hurvich & Tsai (1989) without terms in the length alone; Infinity when the model is refused. */
  aicc: number;
}

/** Fits ARMA models of many orders to one differenced series. */
export class Estimator {
  private readonly exact: ExactLikelihood;
  private readonly conditional: ConditionalSumOfSquares;
  private readonly regression: HannanRissanen;
  private readonly regressed = new Float64Array(mostCoefficients);
  private readonly centred: Float64Array;
  private readonly centre: number;

  /** @param w The differenced series; not changed. */
  constructor(
    readonly w: Float64Array,
    { constant, m }: Orders,
  ) {
    const n = w.length;
    let mean = 0;
    for (let t = 0; t < n; t++) mean += w[t] ?? 0;
    this.centre = constant ? mean / n : 0;
    this.centred = w.map((value) => value - this.centre);
    this.exact = new ExactLikelihood(n);
    this.regression = new HannanRissanen(constant ? this.centred : w, m);
    this.conditional = new ConditionalSumOfSquares(n);
  }

  /**
   * Maximum likelihood from the conditional least-squares estimate.
   * @param start Coefficients, as of `Estimate`; not changed.
   * @param target An AICc; what will not get below it is left half-way.
   */
  fit(orders: Orders, start: Float64Array, target: number): Estimate {
    const { exact, conditional } = this;
    const w = orders.constant ? this.centred : this.w;
    const n = w.length;
    const count = coefficientCount(orders);
    const parameters = count + (orders.constant ? 1 : 0) + 1;
    const degrees = n - parameters - 1;
    const penalty =
      degrees > 0 ? 2 * parameters + (2 * parameters * (parameters + 1)) / degrees : Number.POSITIVE_INFINITY;
    const coefficients = start.slice();
    conditional.begin(orders, w);
    if (orders.q + orders.Q > 0 && this.regression.estimate(orders, this.regressed)) {
      const { regressed } = this;
      if (conditional.cost(regressed) < conditional.cost(coefficients)) coefficients.set(regressed.subarray(0, count));
    }
    minimise(conditional, coefficients, count, startEffort);
    exact.begin(orders, w);
    const deviance = minimise(exact, coefficients, count, { ...fullEffort, target: target - penalty });
    return {
      orders,
      coefficients,
      mean: orders.constant ? this.centre + exact.mean : 0,
      variance: exact.sumOfSquares / Math.max(1, n - parameters + 1),
      aicc: exact.isAcceptable ? deviance + penalty : Number.POSITIVE_INFINITY,
    };
  }
}
