import type { FittedModel, PointForecast } from '../models/model.js';
import { type RollingErrors, rollingErrors } from './rolling-origin.js';

/** Bounds between which a future value lies with the stated probability; each `horizon` numbers. */
export interface Interval {
  lower: Float64Array;
  upper: Float64Array;
}

/** By coverage in percent. */
export type Intervals = Record<80 | 95, Interval>;

const normalQuantile = { 80: 1.2815515655446004, 95: 1.959963984540054 };

export const calibration = {
  scalePrior: 4,
  growthPrior: 4,
  growth: 0.1,
  inflation: 0.0,
  inflationN: 2,
  tailPrior: 20,
  tail80: 1.28,
  tail95: 2.1,
  reach: 0,
  positive: 1,
};

/**
 * Intervals around a forecast: the model's own standard errors (or a random walk's, when it has none), scaled by what the
 * same fit got wrong from earlier origins, step by step.
 * @param values the fitted series.
 */
export function predictionIntervals(fit: FittedModel, values: Float64Array, point: PointForecast): Intervals {
  const horizon = point.values.length;
  const rolling = rollingErrors(fit, values, horizon, Math.max(2, Math.ceil(values.length / 3)));
  const spread = errorSpread(rolling, point.sd, horizon, values.length);
  const positive = values.every((value) => value > 0);
  const bounds = (quantile: number): Interval => ({
    lower: point.values.map((value, k) => lowerBound(value, quantile * (spread.sd[k] ?? 0), positive)),
    upper: point.values.map((value, k) => value + quantile * (spread.sd[k] ?? 0)),
  });
  return { 80: bounds(spread.quantile80), 95: bounds(spread.quantile95) };
}

function lowerBound(value: number, distance: number, positive: boolean): number {
  if (calibration.positive === 0) return Math.max(positive ? 0 : -Infinity, value - distance);
  if (!positive || value <= 0) return positive ? Math.min(value, Math.max(0, value - distance)) : value - distance;
  return value * Math.exp(-distance / value);
}

interface ErrorSpread {
  /** Of the error of each step. */
  sd: Float64Array;
  /** How many of it the bounds are away. */
  quantile80: number;
  quantile95: number;
}

function errorSpread({ steps, origins, errors }: RollingErrors, modelSd: Float64Array | null, horizon: number, n: number): ErrorSpread {
  const sd = modelSd?.every((value) => value > 0 && Number.isFinite(value)) ? modelSd.slice() : randomWalkSd(errors, steps, origins, horizon);
  // Weighted least squares of the log of each step's root mean square on the log of the step, drawn towards the prior.
  const c = calibration;
  const a0 = Math.log(1 + c.inflation) + c.inflationN / n;
  let saa = c.scalePrior;
  let sab = 0;
  let sbb = c.growthPrior;
  let ya = c.scalePrior * a0;
  let yb = c.growthPrior * c.growth;
  const perStep = new Float64Array(steps);
  for (let k = 0; k < steps; k++) {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < origins; i++) {
      const error = errors[i * steps + k] ?? Number.NaN;
      if (Number.isNaN(error)) continue;
      const z = error / (sd[k] ?? 1);
      sum += z * z;
      count++;
    }
    perStep[k] = count > 0 ? Math.sqrt(sum / count) : 0;
    if (count === 0 || !(sum > 0)) continue;
    const weight = count / (k + 1) ;
    const x = Math.log(k + 1);
    const y = Math.log(perStep[k] ?? 1) + c.inflationN / n + Math.log(1 + c.inflation);
    saa += weight;
    sab += weight * x;
    sbb += weight * x * x;
    ya += weight * y;
    yb += weight * x * y;
  }
  const det = saa * sbb - sab * sab;
  const a = (ya * sbb - yb * sab) / det;
  const b = (saa * yb - sab * ya) / det;
  const z: number[] = [];
  for (let k = 0; k < steps; k++) {
    const scale = (sd[k] ?? 1) * (perStep[k] ?? 1);
    if (!(scale > 0)) continue;
    for (let i = 0; i < origins; i++) {
      const error = errors[i * steps + k] ?? Number.NaN;
      if (!Number.isNaN(error)) z.push(Math.abs(error) / scale);
    }
  }
  z.sort((p, q) => p - q);
  const tail = (p: number, prior: number) => {
    const at = z[Math.min(z.length - 1, Math.floor(p * z.length))] ?? prior;
    return (origins * at + c.tailPrior * prior) / (origins + c.tailPrior);
  };
  for (let k = 0; k < horizon; k++) sd[k] = (sd[k] ?? 0) * Math.exp(a + b * Math.log(Math.min(k + 1, Math.max(1, steps)))) * Math.sqrt(1 + (c.reach * (k + 1)) / n);
  return { sd, quantile80: tail(0.8, c.tail80), quantile95: tail(0.95, c.tail95) };
}

function randomWalkSd(errors: Float64Array, steps: number, origins: number, horizon: number): Float64Array {
  let sum = 0;
  for (let i = 0; i < origins; i++) sum += (errors[i * steps] ?? 0) ** 2;
  const first = Math.sqrt(sum / Math.max(1, origins));
  return Float64Array.from({ length: horizon }, (_, k) => first * Math.sqrt(k + 1));
}
export { normalQuantile };
