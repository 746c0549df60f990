import type { PointForecast } from '../model.js';
import { differenced } from './differencing.js';
import type { Estimate } from './estimate.js';
import { InnovationsFilter, psiWeights } from './innovations-filter.js';
import type { Orders } from './orders.js';

/** Continues series by one fitted model. */
export class Predictor {
  private filter: InnovationsFilter | null = null;
  private deviations = new Float64Array(0);
  /** Of (1 - B)^d (1 - B^m)^D, by lag from 0. */
  private readonly lags: Float64Array;

  constructor(private readonly estimate: Estimate) {
    this.lags = differenceCoefficients(estimate.orders);
  }

  /**
   * The expectation given the exact finite past, the differences summed up again, and standard deviations from the psi
   * weights (Brockwell & Davis 1991, sections 5.2 and 9.5). Values too few to be differenced are continued by the last
   * one, or the last season.
   * @param values At least one.
   */
  predict(values: Float64Array, horizon: number): PointForecast {
    const { mean, orders } = this.estimate;
    const { lags } = this;
    const filter = this.prepare(values.length);
    const w = differenced(values, orders).map((change) => change - mean);
    filter.run(w, w.length, false);
    const known = Math.min(values.length, Math.max(1, lags.length - 1));
    const path = new Float64Array(known + horizon);
    path.set(values.subarray(values.length - known));
    const season = known < orders.m ? 1 : orders.m;
    for (let t = known; t < path.length; t++) {
      const enough = known >= lags.length - 1;
      path[t] = enough ? mean + filter.next() - carried(path, t, lags) : (path[t - season] ?? 0);
    }
    return { values: path.slice(known), sd: this.standardDeviations(filter, horizon) };
  }

  private prepare(length: number): InnovationsFilter {
    if (!this.filter || this.filter.errors.length < length) this.filter = new InnovationsFilter(length);
    this.filter.prepare(this.estimate.orders, this.estimate.coefficients);
    return this.filter;
  }

  /** Kept from one origin to the next: they depend on the model alone. */
  private standardDeviations(filter: InnovationsFilter, horizon: number): Float64Array | null {
    const { variance } = this.estimate;
    if (Number.isNaN(variance)) return null;
    if (this.deviations.length < horizon) {
      const psi = new Float64Array(horizon);
      const sd = new Float64Array(horizon);
      psiWeights(filter.ar, filter.ma, horizon, psi);
      let sum = 0;
      for (let j = 0; j < horizon; j++) {
        const weight = (psi[j] ?? 0) - carried(psi, j, this.lags);
        psi[j] = weight;
        sum += weight * weight;
        sd[j] = Math.sqrt(variance * sum);
      }
      this.deviations = sd;
    }
    return this.deviations.slice(0, horizon);
  }
}

/** What differences leave in place: the sum of lags[j] path[t - j] over j > 0. */
function carried(path: Float64Array, t: number, lags: Float64Array): number {
  let sum = 0;
  for (let j = 1; j < lags.length && j <= t; j++) {
    const coefficient = lags[j] ?? 0;
    if (coefficient !== 0) sum += coefficient * (path[t - j] ?? 0);
  }
  return sum;
}

function differenceCoefficients({ d, D, m }: Orders): Float64Array {
  const out = new Float64Array(d + D * m + 1);
  out[0] = 1;
  const multiply = (lag: number) => {
    for (let j = out.length - 1; j >= lag; j--) out[j] = (out[j] ?? 0) - (out[j - lag] ?? 0);
  };
  for (let i = 0; i < D; i++) multiply(m);
  for (let i = 0; i < d; i++) multiply(1);
  return out;
}
