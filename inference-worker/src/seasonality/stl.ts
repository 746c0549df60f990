import { Loess } from './loess.js';

const innerRounds = 2;

/** `values[t] = seasonal[t] + trend[t] + remainder[t]`. */
export interface Decomposition {
  seasonal: Float64Array;
  trend: Float64Array;
  remainder: Float64Array;
}

/**
 * Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae & Terpenning 1990, "STL"), with the defaults
 * of R `stats::stl`: seasonal degree 0, trend and low-pass degree 1, jumps of a tenth of a window, two inner rounds, no robust ones.
 * @param values finite numbers, more than two periods of them.
 * @param period points in a season, at least 2.
 * @param seasonalWindow neighbouring seasons that smooth the season of one.
 */
export function stl(values: Float64Array, period: number, seasonalWindow: number): Decomposition {
  const smoother = new Stl(values.length, period, seasonalWindow);
  const seasonal = new Float64Array(values.length);
  const trend = new Float64Array(values.length);
  smoother.decompose(values, seasonal, trend);
  const remainder = new Float64Array(values.length);
  for (let t = 0; t < values.length; t++) remainder[t] = (values[t] ?? 0) - (seasonal[t] ?? 0) - (trend[t] ?? 0);
  return { seasonal, trend, remainder };
}

/** The smoothers and the scratch space of one length, period and window, for any number of series. */
export class Stl {
  private readonly n: number;
  /** For the seasons with one value more, and for the others. */
  private readonly longCycle: Loess;
  private readonly shortCycle: Loess;
  private readonly lowPass: Loess;
  private readonly trendLoess: Loess;
  private readonly cycle: Float64Array;
  private readonly smoothCycle: Float64Array;
  /** The smoothed seasons with one more at either end: n + 2 period values. */
  private readonly cycles: Float64Array;
  private readonly averaged: Float64Array;
  private readonly work: Float64Array;

  constructor(
    n: number,
    private readonly period: number,
    seasonalWindow: number,
  ) {
    const trendSpan = Math.ceil((1.5 * period) / (1 - 1.5 / seasonalWindow));
    const whole = Math.floor(n / period);
    const cycles = (length: number) =>
      new Loess(length, oddWindow(seasonalWindow), 0, Math.ceil(seasonalWindow / 10), true);
    this.n = n;
    this.shortCycle = cycles(whole);
    this.longCycle = n % period > 0 ? cycles(whole + 1) : this.shortCycle;
    this.lowPass = tenthJumps(n, nextOdd(period));
    this.trendLoess = tenthJumps(n, nextOdd(trendSpan));
    this.cycle = new Float64Array(whole + 1);
    this.smoothCycle = new Float64Array(whole + 3);
    this.cycles = new Float64Array(n + 2 * period);
    this.averaged = new Float64Array(n + 2 * period);
    this.work = new Float64Array(n);
  }

  /** Writes the components of n values. */
  decompose(values: Float64Array, seasonal: Float64Array, trend: Float64Array): void {
    trend.fill(0);
    for (let round = 0; round < innerRounds; round++) this.round(values, seasonal, trend);
  }

  /**
   * How much of the variance of independent noise the last season keeps, and the remainder: products of what each smoother does alone.
   */
  noise(): { last: number; remainder: number } {
    const cycle = this.shortCycle.noise();
    return { last: cycle.last, remainder: cycle.remainder * this.trendLoess.noise().remainder };
  }

  /** One pass of the inner loop (section 2.2). */
  private round(values: Float64Array, seasonal: Float64Array, trend: Float64Array): void {
    const { n, period, work, cycles, averaged } = this;
    for (let t = 0; t < n; t++) work[t] = (values[t] ?? 0) - (trend[t] ?? 0);
    this.smoothCycles(work);
    movingAverage(cycles, n + 2 * period, period, averaged);
    movingAverage(averaged, n + period + 1, period, averaged);
    movingAverage(averaged, n + 2, 3, averaged);
    this.lowPass.smooth(averaged, work);
    for (let t = 0; t < n; t++) {
      const season = (cycles[period + t] ?? 0) - (work[t] ?? 0);
      seasonal[t] = season;
      averaged[t] = (values[t] ?? 0) - season;
    }
    this.trendLoess.smooth(averaged, trend);
  }

  private smoothCycles(detrended: Float64Array): void {
    const { n, period, cycle, smoothCycle, cycles } = this;
    for (let phase = 0; phase < period; phase++) {
      let length = 0;
      for (let t = phase; t < n; t += period) {
        cycle[length] = detrended[t] ?? 0;
        length++;
      }
      const loess = phase < n % period ? this.longCycle : this.shortCycle;
      loess.smooth(cycle, smoothCycle, 1);
      for (let k = 0; k < length + 2; k++) cycles[phase + k * period] = smoothCycle[k] ?? 0;
    }
  }
}

function tenthJumps(n: number, window: number): Loess {
  return new Loess(n, oddWindow(window), 1, Math.ceil(window / 10));
}

/** As the published program takes windows. */
function oddWindow(window: number): number {
  const atLeast = Math.max(3, window);
  return atLeast % 2 === 0 ? atLeast + 1 : atLeast;
}

function nextOdd(number: number): number {
  const whole = Math.round(number);
  return whole % 2 === 0 ? whole + 1 : whole;
}

/** Of each `window` neighbours among the first `length` numbers; `out` may be the input itself. */
function movingAverage(x: Float64Array, length: number, window: number, out: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < window; i++) sum += x[i] ?? 0;
  const count = length - window + 1;
  for (let i = 0; i < count; i++) {
    const leaving = x[i] ?? 0;
    const entering = x[i + window] ?? 0;
    out[i] = sum / window;
    sum += entering - leaving;
  }
}
