import { type Estimate, Estimator } from './estimate.js';
import { coefficientCount, type Orders } from './orders.js';

/** Models tried at most, as in R. */
const trialsMost = 94;

/** Steps from the best model so far, in R's order: changes of p, q, P, Q. */
const seasonalSteps = [
  [0, 0, -1, 0],
  [0, 0, 0, -1],
  [0, 0, 1, 0],
  [0, 0, 0, 1],
  [0, 0, -1, -1],
  [0, 0, -1, 1],
  [0, 0, 1, -1],
  [0, 0, 1, 1],
] as const;
const shortSteps = seasonalSteps.map(([, , P, Q]) => [P, Q, 0, 0] as const);
const steps = [...seasonalSteps, ...shortSteps];

/** The largest orders of a search. */
export interface Bounds {
  p: number;
  q: number;
  P: number;
  Q: number;
}

/**
 * The stepwise search of Hyndman & Khandakar (2008, section 3.2) by AICc: from four models and one without the constant
 * on to the first better neighbour, until there is none.
 * @param w The differenced series.
 * @param form Its differences; p, q, P, Q are not looked at; `constant` says whether one is allowed.
 * @param length Of the series before differencing.
 */
export function searchOrders(w: Float64Array, form: Orders, bounds: Bounds, length: number): Estimate {
  return new Search(w, form, bounds).run(length);
}

class Search {
  private readonly estimator: Estimator;
  private readonly tried = new Set<number>();
  private best: Estimate | null = null;

  constructor(
    w: Float64Array,
    private readonly form: Orders,
    private readonly bounds: Bounds,
  ) {
    this.estimator = new Estimator(w, form);
  }

  run(length: number): Estimate {
    const { bounds, form } = this;
    const { constant } = form;
    const short = length < 10;
    const within = (p: number, q: number, P: number, Q: number) =>
      this.try(Math.min(p, bounds.p), Math.min(q, bounds.q), Math.min(P, bounds.P), Math.min(Q, bounds.Q), constant);
    within(0, 0, 0, 0);
    if (constant) this.try(0, 0, 0, 0, false);
    within(1, 0, 1, 0);
    within(0, 1, 0, 1);
    // Last, though the search's own first: the largest is left half-way when it can't win.
    within(short ? 1 : 2, short ? 1 : 2, short ? 0 : 1, short ? 0 : 1);
    while (this.tried.size < trialsMost && this.improve());
    return this.best ?? this.plain();
  }

  /** Tries the neighbours of the best model until one is better. */
  private improve(): boolean {
    const { best, bounds } = this;
    if (!best) return false;
    const { p, q, P, Q, constant } = best.orders;
    for (const [dp, dq, dP, dQ] of steps) {
      if (p + dp < 0 || q + dq < 0 || P + dP < 0 || Q + dQ < 0) continue;
      if (p + dp > bounds.p || q + dq > bounds.q || P + dP > bounds.P || Q + dQ > bounds.Q) continue;
      if (this.try(p + dp, q + dq, P + dP, Q + dQ, constant)) return true;
    }
    return this.form.constant && this.try(p, q, P, Q, !constant);
  }

  /** @returns Whether it is the best so far. */
  private try(p: number, q: number, P: number, Q: number, constant: boolean): boolean {
    const key = (((p * 6 + q) * 3 + P) * 3 + Q) * 2 + (constant ? 1 : 0);
    if (this.tried.has(key) || this.tried.size >= trialsMost) return false;
    this.tried.add(key);
    const orders = { ...this.form, p, q, P, Q, constant };
    const limit = this.best?.aicc ?? Number.POSITIVE_INFINITY;
    const estimate = this.estimator.fit(orders, this.startFor(orders), limit);
    if (!(estimate.aicc < limit)) return false;
    this.best = estimate;
    return true;
  }

  /** The coefficients of the best model so far where it has them, the others small. */
  private startFor(orders: Orders): Float64Array {
    const start = new Float64Array(coefficientCount(orders));
    const { p, q, P, Q } = orders;
    // Not 0, where the derivatives by phi and theta are the same.
    if (p > 0) start[0] = 0.1;
    if (P > 0) start[p + q] = 0.1;
    const best = this.best;
    if (!best) return start;
    const { orders: from, coefficients } = best;
    const take = (to: number, count: number, at: number, available: number) => {
      for (let j = 0; j < count && j < available; j++) start[to + j] = coefficients[at + j] ?? 0;
    };
    take(0, p, 0, from.p);
    take(p, q, from.p, from.q);
    take(p + q, P, from.p + from.q, from.P);
    take(p + q + P, Q, from.p + from.q + from.P, from.Q);
    return start;
  }

  /** What is left when every model was refused: the differences alone. */
  private plain(): Estimate {
    const orders = { ...this.form, p: 0, q: 0, P: 0, Q: 0 };
    return this.estimator.fit(orders, new Float64Array(0), Number.POSITIVE_INFINITY);
  }
}
