import { meanOf } from '../../numerics/statistics.js';
import { difference, differenced, firstDifferences, isConstant, roundingNoise } from './differencing.js';
import type { Estimate } from './estimate.js';
import type { Orders } from './orders.js';
import { searchOrders } from './search.js';
import { seasonalStrength } from './seasonal-strength.js';

/** The seasonal strength from which on R's `nsdiffs` differences the season. */
const strongSeason = 0.64;

/** The largest orders, as in R's auto.arima. */
const shortMost = 5;
const seasonalMost = 2;

/**
 * Differences first, by the strength of the season and KPSS tests; then the other orders (Hyndman & Khandakar 2008,
 * section 3).
 * @param values At least one.
 * @param m Points in a season, 1 for none.
 */
export function chooseModel(values: Float64Array, m: number): Estimate {
  const n = values.length;
  const noise = roundingNoise(values);
  if (isConstant(values, noise)) return withoutNoise({ ...white, constant: true }, values);
  const D = m > 1 && seasonalStrength(values, m) > strongSeason ? 1 : 0;
  const d = firstDifferences(D > 0 ? difference(values, m) : values, noise);
  const form = { ...white, d, D, m, constant: d + D <= 1 };
  const w = differenced(values, form);
  if (isConstant(w, noise)) return withoutNoise(form, w);
  const seasonal = m > 1 ? Math.min(seasonalMost, Math.floor(n / 3 / m)) : 0;
  const short = Math.min(shortMost, Math.floor(n / 3), seasonal > 0 ? m - 1 : shortMost);
  return searchOrders(w, form, { p: short, q: short, P: seasonal, Q: seasonal }, n);
}

const white: Orders = { p: 0, d: 0, q: 0, P: 0, D: 0, Q: 0, m: 1, constant: false };

/** A series whose differences do not vary continues with their mean, exactly. */
function withoutNoise(orders: Orders, w: Float64Array): Estimate {
  const mean = orders.constant ? meanOf(w) : 0;
  // Of a single number nobody knows how it varies.
  const variance = w.length > 1 ? 0 : Number.NaN;
  return { orders, coefficients: new Float64Array(0), mean, variance, aicc: Number.NEGATIVE_INFINITY };
}
