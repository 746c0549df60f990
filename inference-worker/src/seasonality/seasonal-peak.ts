/** How far the periodogram rises at the frequencies of a season. */
export interface SeasonalPeak {
  /** Of what chance would do at least. */
  pValue: number;
  /** Variance of the seasonal pattern relative to the noise at the same frequencies; may be negative by chance. */
  share: number;
}

/** The slow harmonics bear most of a season; more would dilute them. */
const slowHarmonics = 6;
/** Days of a week differ in how they go up and down, which shows on both sides of the harmonics of the day. */
const harmonicsBesideShorter = 18;
/** Frequencies on either side that are taken for the surroundings. */
const neighbours = 6;
/** They end so far, in cycles a series, before the next harmonic and before 0, whose power spreads as far. */
const clearance = 0.75;
/** Changes beyond so many times their median are cut: an outlier would drown every frequency. */
const outlier = 8;
/** Variation below this share of the values are rounding. */
const rounding = 1e-12;

let steady = new Float64Array(0);
let scratch = new Float64Array(0);

/**
 * Compares the periodogram at each harmonic with its mean over the neighbouring frequencies. Whatever smooth spectrum the noise has,
 * their ratio is about F(2, d) distributed with d twice the number of neighbours (Brockwell & Davis 1991, "Time Series: Theory and
 * Methods", section 10.2 and eq. 10.5.2), F(1, d) at the highest frequency. The ratios are combined by Fisher's method (1932):
 * minus twice the sum of the logarithms of k p-values is chi-squared with 2 k degrees of freedom.
 * Changes from point to point are used, unless distances from a line vary less, so that random walks don't leak into all frequencies.
 * @param values at least two seasons.
 * @param shorter seasons whose harmonics are left out.
 * @returns null when the values follow a line or no harmonic is left.
 */
export function seasonalPeak(values: Float64Array, period: number, shorter: readonly number[]): SeasonalPeak | null {
  const n = values.length;
  const seasons = n / period;
  if (!prepare(values)) return null;
  const harmonics = shorter.some((other) => period % other === 0) ? harmonicsBesideShorter : slowHarmonics;
  const reach = Math.min(neighbours, Math.floor(seasons - clearance));
  let counted = 0;
  let statistic = 0;
  let ratios = 0;
  for (let j = 1; 2 * j <= period && counted < harmonics; j++) {
    if (shorter.some((other) => (j * other) % period === 0)) continue;
    const peak = j * seasons;
    let around = 0;
    let count = 0;
    for (let distance = 1; distance <= reach; distance++) {
      const beyond = 2 * (peak + distance) >= n;
      around += powerAt(peak - distance, beyond ? null : peak + distance, n);
      count += beyond ? 1 : 2;
    }
    const ratio = (powerAt(peak, null, n) * count) / around;
    statistic -= 2 * (2 * j === period ? logTailOf1(ratio, 2 * count) : logTailOf2(ratio, 2 * count));
    ratios += ratio;
    counted++;
  }
  if (counted === 0 || Number.isNaN(statistic)) return null;
  return { pValue: chiSquaredTail(statistic, counted), share: (ratios / counted - 1) / seasons };
}

/**
 * Fills `steady` by the changes, the unknown first one 0, or by their running sums around a line, whichever vary less
 * (the variate difference method: Tintner 1940); false when all is rounding.
 */
function prepare(values: Float64Array): boolean {
  const n = values.length;
  if (steady.length < n) {
    steady = new Float64Array(n);
    scratch = new Float64Array(n);
  }
  let size = 0;
  steady[0] = 0;
  for (let t = 1; t < n; t++) {
    steady[t] = (values[t] ?? 0) - (values[t - 1] ?? 0);
    size = Math.max(size, Math.abs(values[t] ?? 0));
  }
  centre(n);
  cutOutliers(n);
  centre(n);
  const changing = squares(steady, n);
  if (!(changing > n * (rounding * size) ** 2)) return false;
  const fromLine = sumAroundLine(n);
  if (fromLine < changing) steady.set(scratch.subarray(0, n));
  return true;
}

/** The first change is unknown: it stays 0. */
function centre(n: number): void {
  let sum = 0;
  for (let t = 1; t < n; t++) sum += steady[t] ?? 0;
  for (let t = 1; t < n; t++) steady[t] = (steady[t] ?? 0) - sum / (n - 1);
}

function cutOutliers(n: number): void {
  for (let t = 0; t < n; t++) scratch[t] = Math.abs(steady[t] ?? 0);
  const limit = outlier * (scratch.subarray(0, n).sort()[n >> 1] ?? 0);
  if (limit === 0) return;
  for (let t = 0; t < n; t++) steady[t] = Math.max(-limit, Math.min(limit, steady[t] ?? 0));
}

/** Leaves in `scratch` the running sums of `steady` without their least-squares line; answers their sum of squares. */
function sumAroundLine(n: number): number {
  const middle = (n - 1) / 2;
  let sum = 0;
  let mean = 0;
  let slope = 0;
  for (let t = 0; t < n; t++) {
    sum += steady[t] ?? 0;
    scratch[t] = sum;
    mean += sum / n;
    slope += (t - middle) * sum;
  }
  slope /= (n * (n * n - 1)) / 12;
  for (let t = 0; t < n; t++) scratch[t] = (scratch[t] ?? 0) - mean - slope * (t - middle);
  return squares(scratch, n);
}

function squares(numbers: Float64Array, n: number): number {
  let sum = 0;
  for (let t = 0; t < n; t++) sum += (numbers[t] ?? 0) * (numbers[t] ?? 0);
  return sum;
}

/**
 * The periodogram of `steady` at a frequency in cycles a series, by the recursion of Goertzel (1958); with another
 * frequency the sum of both, in hardly more time.
 */
function powerAt(frequency: number, other: number | null, n: number): number {
  const twice = 2 * Math.cos((2 * Math.PI * frequency) / n);
  const otherTwice = other === null ? 0 : 2 * Math.cos((2 * Math.PI * other) / n);
  let last = 0;
  let before = 0;
  let otherLast = 0;
  let otherBefore = 0;
  for (let t = 0; t < n; t++) {
    const value = steady[t] ?? 0;
    const next = value + twice * last - before;
    before = last;
    last = next;
    const otherNext = value + otherTwice * otherLast - otherBefore;
    otherBefore = otherLast;
    otherLast = otherNext;
  }
  const power = last * last + before * before - twice * last * before;
  if (other === null) return Math.max(0, power);
  return Math.max(0, power + otherLast * otherLast + otherBefore * otherBefore - otherTwice * otherLast * otherBefore);
}

/** The logarithm of the probability that F(2, d) exceeds the ratio. */
function logTailOf2(ratio: number, d: number): number {
  return (-d / 2) * Math.log1p((2 * ratio) / d);
}

/** Of F(1, d), d even: the square of Student's t (Abramowitz & Stegun 1964, eq. 26.7.4). */
function logTailOf1(ratio: number, d: number): number {
  const cosine = d / (ratio + d);
  let term = 1;
  let sum = 1;
  for (let i = 1; i < d / 2; i++) {
    term *= (cosine * (2 * i - 1)) / (2 * i);
    sum += term;
  }
  return Math.log(Math.max(Number.EPSILON, 1 - Math.sqrt(1 - cosine) * sum));
}

/** The probability that chi-squared with 2 `pairs` degrees of freedom exceeds the statistic. */
function chiSquaredTail(statistic: number, pairs: number): number {
  let term = 1;
  let sum = 1;
  for (let i = 1; i < pairs; i++) {
    term *= statistic / (2 * i);
    sum += term;
  }
  return statistic < 1000 ? sum * Math.exp(-statistic / 2) : 0;
}
