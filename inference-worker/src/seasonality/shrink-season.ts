/** Harmonics that are shrunk together. */
const harmonicsInBlock = 3;
/** Faster harmonics of long seasons make one block. */
const harmonicsInBlocks = 96;

/**
 * Takes out of a season what is likely noise: its harmonics, in blocks of neighbours, are shrunk by the positive-part
 * estimator of James & Stein (1961), `1 - (d - 2) v / energy` for d coefficients of error variance v, which errs less
 * than the season as estimated in sum of squares. Shrinkage of seasons: Miller & Williams (2003, "Shrinkage estimators of
 * time series seasonal factors"); in blocks of harmonics: Cai (1999, "Adaptive wavelet estimation", section 2).
 * The last season is shrunk; what it loses is taken from every one before, so that all change as before from one to the next.
 * @param seasonal at least one period of numbers; changed in place.
 * @param errorVariance of each value of the last season.
 * @returns how much of that variance is left.
 */
export function shrinkSeason(seasonal: Float64Array, period: number, errorVariance: number): number {
  if (!(errorVariance > 0)) return 0;
  const leftShare = findNoise(seasonal.subarray(seasonal.length - period), errorVariance);
  let phase = (period - (seasonal.length % period)) % period;
  for (let t = 0; t < seasonal.length; t++) {
    seasonal[t] = (seasonal[t] ?? 0) - (noise[phase] ?? 0);
    phase = phase + 1 === period ? 0 : phase + 1;
  }
  return leftShare * errorVariance;
}

/** Fills `noise` by what shrinkage removes from one season; answers the share of error variance that it leaves. */
function findNoise(season: Float64Array, errorVariance: number): number {
  const period = season.length;
  prepare(period);
  let mean = 0;
  for (const value of season) mean += value / period;
  let energy = 0;
  for (let t = 0; t < period; t++) {
    const value = (season[t] ?? 0) - mean;
    rest[t] = value;
    energy += value * value;
  }
  let freedom = period - 1;
  let left = 0;
  const highest = Math.min(period >> 1, harmonicsInBlocks);
  for (let first = 1; first <= highest; first += harmonicsInBlock) {
    const last = Math.min(highest, first + harmonicsInBlock - 1);
    const blockFreedom = 2 * (last - first + 1) - (2 * last === period ? 1 : 0);
    const blockEnergy = takeHarmonics(first, last, period);
    const share = kept(blockEnergy, blockFreedom, errorVariance);
    addBlock(1 - share, period);
    left += share * share * blockFreedom;
    energy -= blockEnergy;
    freedom -= blockFreedom;
  }
  if (freedom > 0) {
    const share = kept(energy, freedom, errorVariance);
    for (let t = 0; t < period; t++) noise[t] = (noise[t] ?? 0) + (1 - share) * (rest[t] ?? 0);
    left += share * share * freedom;
  }
  return left / period;
}

function kept(energy: number, freedom: number, errorVariance: number): number {
  if (freedom <= 2) return 1;
  return energy > 0 ? Math.max(0, 1 - ((freedom - 2) * errorVariance) / energy) : 0;
}

let tabulated = 0;
let cosines = new Float64Array(0);
let sines = new Float64Array(0);
let noise = new Float64Array(0);
let rest = new Float64Array(0);
let block = new Float64Array(0);

function prepare(period: number): void {
  if (tabulated !== period) {
    tabulated = period;
    cosines = Float64Array.from({ length: period }, (_, t) => Math.cos((2 * Math.PI * t) / period));
    sines = Float64Array.from({ length: period }, (_, t) => Math.sin((2 * Math.PI * t) / period));
    noise = new Float64Array(period);
    rest = new Float64Array(period);
    block = new Float64Array(period);
  }
  noise.fill(0);
}

/** Moves harmonics from `rest` to `block`; answers their sum of squares over the season. */
function takeHarmonics(first: number, last: number, period: number): number {
  let energy = 0;
  block.fill(0);
  for (let harmonic = first; harmonic <= last; harmonic++) {
    let a = 0;
    let b = 0;
    let angle = 0;
    for (let t = 0; t < period; t++) {
      a += (rest[t] ?? 0) * (cosines[angle] ?? 0);
      b += (rest[t] ?? 0) * (sines[angle] ?? 0);
      angle += harmonic;
      if (angle >= period) angle -= period;
    }
    const scale = (2 * harmonic === period ? 1 : 2) / period;
    energy += scale * (a * a + b * b);
    angle = 0;
    for (let t = 0; t < period; t++) {
      const value = scale * (a * (cosines[angle] ?? 0) + b * (sines[angle] ?? 0));
      block[t] = (block[t] ?? 0) + value;
      angle += harmonic;
      if (angle >= period) angle -= period;
    }
  }
  for (let t = 0; t < period; t++) rest[t] = (rest[t] ?? 0) - (block[t] ?? 0);
  return energy;
}

function addBlock(lost: number, period: number): void {
  if (lost === 0) return;
  for (let t = 0; t < period; t++) noise[t] = (noise[t] ?? 0) + lost * (block[t] ?? 0);
}
