import type { RollingErrors } from './rolling-origin.js';

export interface ErrorSpread {
  /** The standard deviation of each step's error. */
  sd: Float64Array;
  /** How many of them from the forecast lie the bounds of 80% and of 95%. */
  quantile80: number;
  quantile95: number;
}

/**
 * What is believed before a series has shown its errors, learned from the series of the M1 competition, and how many
 * errors it takes to change the belief.
 */
const prior = {
  /** Real errors exceed what models say of themselves: by 18%, */
  excess: Math.log(1.18),
  /** the more the shorter the series that they learned from, as they know it too well: by exp((6 + m) / n) with a season of m, at most e; */
  excessPoints: 6,
  excessWeight: 20,
  /** they grow faster with the step, by step^0.25, as the world changes meanwhile; */
  growth: 0.25,
  growthWeight: 30,
  /** and, where the forecast reaches far beyond the history, by (1 + 2 step/n)^0.5. */
  reach: 2,
  /** They have a sharper peak and longer tails than the normal distribution, whose quantiles are 1.28 and 1.96. */
  quantile80: 1.12,
  quantile95: 2.4,
  quantileWeight: 100,
  /** Of one point ahead where nothing is known, as after a single point: a tenth of its magnitude. */
  unknownSd: 0.1,
};

/**
 * The model's own standard deviation of each step's error (or a random walk's, when it has none) times c k^g, with c and g by weighted
 * least squares on the rolling errors of the steps k, drawn towards the prior. Errors k steps ahead overlap: each counts for 1/k.
 * @param n points that the model learned from.
 * @param season points in the longest season that it learned, 0 without one.
 */
export function errorSpread(
  rolling: RollingErrors,
  modelSd: Float64Array | null,
  horizon: number,
  n: number,
  season: number,
): ErrorSpread {
  const usable = modelSd?.every((sd) => sd > 0 && Number.isFinite(sd)) ? modelSd : null;
  const sd = usable?.slice() ?? randomWalkSd(rolling, horizon);
  const sizes = errorSizes(rolling, sd);
  const { level, growth } = levelAndGrowth(sizes);
  const quantile = quantilesOf(rolling, sizes);
  const excess = prior.excess + Math.min(1, (prior.excessPoints + season) / n) + level;
  const farthest = Math.max(1, rolling.steps);
  for (let k = 0; k < horizon; k++) {
    const factor = Math.exp(excess + growth * Math.log(Math.min(k + 1, farthest)));
    sd[k] = (sd[k] ?? 0) * factor * Math.sqrt(1 + (prior.reach * (k + 1)) / n);
  }
  return { sd, ...quantile };
}

/** Of a walk whose steps are as large as the errors one step ahead, in units near the magnitude of the series where there are none. */
function randomWalkSd({ origins, steps, errors }: RollingErrors, horizon: number): Float64Array {
  let squares = 0;
  for (let i = 0; i < origins; i++) squares += (errors[i * steps] ?? 0) ** 2;
  const first = origins > 0 ? Math.sqrt(squares / origins) : prior.unknownSd;
  return Float64Array.from({ length: horizon }, (_, k) => first * Math.sqrt(k + 1));
}

/** Of the errors of each step: how many there are, and their root mean square, in the unit of the series and relative to the model's. */
interface ErrorSizes {
  counts: Float64Array;
  absolute: Float64Array;
  relative: Float64Array;
}

function errorSizes({ origins, steps, errors }: RollingErrors, sd: Float64Array): ErrorSizes {
  const counts = new Float64Array(steps);
  const absolute = new Float64Array(steps);
  const relative = new Float64Array(steps);
  for (let k = 0; k < steps; k++) {
    let squares = 0;
    let count = 0;
    for (let i = 0; i < origins; i++) {
      const error = errors[i * steps + k] ?? 0;
      if (Number.isNaN(error)) continue;
      squares += error * error;
      count++;
    }
    counts[k] = count;
    absolute[k] = Math.sqrt(squares / Math.max(1, count));
    relative[k] = (absolute[k] ?? 0) / (sd[k] ?? 1);
  }
  return { counts, absolute, relative };
}

/** Ridge regression of the log of the relative sizes on the log of the step. */
function levelAndGrowth({ counts, relative }: ErrorSizes): { level: number; growth: number } {
  let s00 = prior.excessWeight;
  let s01 = 0;
  let s11 = prior.growthWeight;
  let y0 = 0;
  let y1 = prior.growthWeight * prior.growth;
  for (let k = 0; k < relative.length; k++) {
    const size = relative[k] ?? 0;
    if (!(size > 0 && Number.isFinite(size))) continue;
    const weight = (counts[k] ?? 0) / (k + 1);
    const x = Math.log(k + 1);
    const y = Math.log(size);
    s00 += weight;
    s01 += weight * x;
    s11 += weight * x * x;
    y0 += weight * y;
    y1 += weight * x * y;
  }
  const determinant = s00 * s11 - s01 * s01;
  return { level: (y0 * s11 - y1 * s01) / determinant, growth: (s00 * y1 - s01 * y0) / determinant };
}

/** Empirical quantiles of the errors, each relative to those of its step, drawn towards the prior. */
function quantilesOf({ origins, steps, errors }: RollingErrors, { absolute }: ErrorSizes) {
  const distances = new Float64Array(origins * steps);
  let count = 0;
  for (let i = 0; i < origins; i++) {
    for (let k = 0; k < steps; k++) {
      const distance = Math.abs(errors[i * steps + k] ?? 0) / (absolute[k] ?? 1);
      if (Number.isFinite(distance)) distances[count++] = distance;
    }
  }
  const sorted = distances.subarray(0, count).sort();
  const drawn = (share: number, expected: number) => {
    const observed = sorted[Math.min(count - 1, Math.floor(share * count))] ?? expected;
    return (origins * observed + prior.quantileWeight * expected) / (origins + prior.quantileWeight);
  };
  return { quantile80: drawn(0.8, prior.quantile80), quantile95: drawn(0.95, prior.quantile95) };
}
