import { smooth, smoothAt } from './loess.js';

/** Span of the seasonal smoother, in seasons; the first that R's `mstl` takes. */
const seasonalSpan = 11;
/** Rounds of the inner loop; there is no robust outer one. */
const rounds = 2;

/**
 * How much of the detrended variance the season explains, 0..1: max(0, 1 - var(R) / var(S + R)) of an STL decomposition
 * (Wang, Smith & Hyndman 2006). 0 for series of no more than two seasons.
 */
export function seasonalStrength(values: Float64Array, period: number): number {
  const n = values.length;
  if (period < 2 || n <= 2 * period) return 0;
  const { seasonal, trend } = decompose(values, period);
  const detrended = new Float64Array(n);
  const remainder = new Float64Array(n);
  for (let t = 0; t < n; t++) {
    detrended[t] = (values[t] ?? 0) - (trend[t] ?? 0);
    remainder[t] = (detrended[t] ?? 0) - (seasonal[t] ?? 0);
  }
  const total = variance(detrended);
  return total > 0 ? Math.max(0, Math.min(1, 1 - variance(remainder) / total)) : 0;
}

/** STL (Cleveland, Cleveland, McRae & Terpenning 1990, section 2) with the spans of R's `stl`, without robustness. */
function decompose(values: Float64Array, period: number): { seasonal: Float64Array; trend: Float64Array } {
  const n = values.length;
  const trendSpan = nextOdd(Math.ceil((1.5 * period) / (1 - 1.5 / seasonalSpan)));
  const lowSpan = nextOdd(period);
  const trend = new Float64Array(n);
  const seasonal = new Float64Array(n);
  const work = new Float64Array(n);
  const cycles = new Float64Array(n + 2 * period);
  const low = new Float64Array(n + 2 * period);
  const lowSmooth = new Float64Array(n);
  for (let round = 0; round < rounds; round++) {
    for (let t = 0; t < n; t++) work[t] = (values[t] ?? 0) - (trend[t] ?? 0);
    smoothCycles(work, period, cycles);
    movingAverage(cycles, n + 2 * period, period, low);
    movingAverage(low, n + period + 1, period, low);
    movingAverage(low, n + 2, 3, low);
    smooth(low, n, lowSpan, 1, Math.ceil(lowSpan / 10), lowSmooth);
    for (let t = 0; t < n; t++) {
      seasonal[t] = (cycles[period + t] ?? 0) - (lowSmooth[t] ?? 0);
      work[t] = (values[t] ?? 0) - (seasonal[t] ?? 0);
    }
    smooth(work, n, trendSpan, 1, Math.ceil(trendSpan / 10), trend);
  }
  return { seasonal, trend };
}

/** Each season's values smoothed over the years, and carried on by one season at either end. */
function smoothCycles(values: Float64Array, period: number, out: Float64Array) {
  const n = values.length;
  const cycle = new Float64Array(Math.ceil(n / period));
  const smoothed = new Float64Array(cycle.length);
  for (let phase = 0; phase < period; phase++) {
    const count = Math.ceil((n - phase) / period);
    for (let k = 0; k < count; k++) cycle[k] = values[phase + k * period] ?? 0;
    smooth(cycle, count, seasonalSpan, 0, Math.ceil(seasonalSpan / 10), smoothed);
    const near = Math.min(seasonalSpan, count) - 1;
    out[phase] = smoothAt(cycle, count, seasonalSpan, 0, -1, 0, near);
    for (let k = 0; k < count; k++) out[phase + (k + 1) * period] = smoothed[k] ?? 0;
    out[phase + (count + 1) * period] = smoothAt(cycle, count, seasonalSpan, 0, count, count - 1 - near, count - 1);
  }
}

/** Of the first `n` numbers, `n - span + 1` means; `out` may be `values`. */
function movingAverage(values: Float64Array, n: number, span: number, out: Float64Array) {
  let sum = 0;
  for (let i = 0; i < span; i++) sum += values[i] ?? 0;
  for (let i = 0; i + span <= n; i++) {
    const first = values[i] ?? 0;
    out[i] = sum / span;
    sum += (i + span < n ? (values[i + span] ?? 0) : 0) - first;
  }
}

function nextOdd(value: number): number {
  return value % 2 === 0 ? value + 1 : value;
}

function variance(values: Float64Array): number {
  const n = values.length;
  let mean = 0;
  for (let t = 0; t < n; t++) mean += values[t] ?? 0;
  mean /= n;
  let sum = 0;
  for (let t = 0; t < n; t++) sum += ((values[t] ?? 0) - mean) ** 2;
  return sum / (n - 1);
}
