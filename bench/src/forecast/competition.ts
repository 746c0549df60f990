import { coverage, mase, msis, owa, smape } from '@coincast/inference-worker/forecast/accuracy';
import type { Intervals } from '@coincast/inference-worker/forecast/prediction-intervals';
import type { CompetitionSeries } from './m1.js';

/** A forecast of one series, wherever it comes from. */
export interface Entry {
  values: Float64Array;
  intervals: Intervals | null;
}

/** Of a method over a set of series, as the M3 and M4 competitions score it (Makridakis, Spiliotis & Assimakopoulos 2020). */
export interface Score {
  smape: number;
  mase: number;
  /** The mean of sMAPE and MASE, each relative to that of Naive2. */
  owa: number;
  /** Shares of all test points inside of the intervals, and the mean scaled interval score at 95%; NaN without intervals. */
  coverage80: number;
  coverage95: number;
  msis: number;
}

/** @param entries, naive2 a forecast a series, in the order of `series`. */
export function scoreOf(
  series: readonly CompetitionSeries[],
  entries: readonly Entry[],
  naive2: readonly Entry[],
): Score {
  const own = totals(series, entries);
  const base = totals(series, naive2);
  return { ...own, owa: owa(own, base) };
}

function totals(series: readonly CompetitionSeries[], entries: readonly Entry[]): Omit<Score, 'owa'> {
  const sums = { smape: 0, mase: 0, coverage80: 0, coverage95: 0, msis: 0 };
  let points = 0;
  series.forEach(({ train, test, m }, index) => {
    const entry = entries[index];
    if (entry?.values.length !== test.length) throw new Error(`No forecast of series ${index}`);
    const actual = Float64Array.from(test);
    const history = Float64Array.from(train);
    const { values, intervals } = entry;
    points += test.length;
    sums.smape += smape(actual, values);
    sums.mase += mase(actual, values, history, m) ?? 0;
    if (!intervals) {
      sums.msis = Number.NaN;
      return;
    }
    sums.coverage80 += coverage(actual, intervals[80].lower, intervals[80].upper) * test.length;
    sums.coverage95 += coverage(actual, intervals[95].lower, intervals[95].upper) * test.length;
    sums.msis += msis(actual, intervals[95].lower, intervals[95].upper, history, m) ?? 0;
  });
  const n = series.length;
  return {
    smape: sums.smape / n,
    mase: sums.mase / n,
    coverage80: Number.isNaN(sums.msis) ? Number.NaN : sums.coverage80 / points,
    coverage95: Number.isNaN(sums.msis) ? Number.NaN : sums.coverage95 / points,
    msis: sums.msis / n,
  };
}
