import type { PointForecast } from '../models/model.js';
import { logSeasons } from './log-seasons.js';
import { mstl } from './mstl.js';
import { shrinkSeason } from './shrink-season.js';

/** Older values than these are left out, unless fewer than four of the longest season would remain. */
const decomposedPoints = 8_000;
const decomposedSeasons = 4;

/** A series without its seasons, and how they go on. */
export interface SeasonallyAdjusted {
  /** The last values without season: all of them unless the series is long. */
  adjusted: Float64Array;
  /** Whether seasons are factors, found in the logarithms, or terms. */
  multiplicative: boolean;
  /** What all seasons together add to, or by what they multiply, the next values: `horizon` numbers. */
  continueSeason(horizon: number): Float64Array;
  /** Gives a forecast of the adjusted series its season. */
  reseason(forecast: PointForecast): PointForecast;
}

/**
 * Removes the seasons that MSTL finds; the last of each is what future seasons look like.
 * @param values n finite numbers, at least two of the longest period.
 * @param periods ascending, each at least 2.
 * @param multiplicative by default what the values suggest; ignored unless all are positive.
 */
export function seasonallyAdjusted(
  values: Float64Array,
  periods: readonly number[],
  multiplicative?: boolean,
): SeasonallyAdjusted {
  const longest = periods[periods.length - 1] ?? 1;
  const recent = values.subarray(Math.max(0, values.length - Math.max(decomposedPoints, decomposedSeasons * longest)));
  const inLogs = multiplicative ?? logSeasons(recent, periods);
  const { seasonals, errorVariances } = mstl(inLogs ? recent.map(Math.log) : recent, periods);
  seasonals.forEach((seasonal, i) => shrinkSeason(seasonal, periods[i] ?? 1, errorVariances[i] ?? 0));
  const n = recent.length;
  const adjusted = recent.slice();
  for (const seasonal of seasonals) {
    for (let t = 0; t < n; t++) {
      if (inLogs) adjusted[t] = (adjusted[t] ?? 0) / Math.exp(seasonal[t] ?? 0);
      else adjusted[t] = (adjusted[t] ?? 0) - (seasonal[t] ?? 0);
    }
  }
  const continueSeason = (horizon: number) => {
    const sum = new Float64Array(horizon);
    seasonals.forEach((seasonal, i) => {
      const period = periods[i] ?? 1;
      for (let step = 0; step < horizon; step++) {
        sum[step] = (sum[step] ?? 0) + (seasonal[n - period + (step % period)] ?? 0);
      }
    });
    return inLogs ? sum.map(Math.exp) : sum;
  };
  return {
    adjusted,
    multiplicative: inLogs,
    continueSeason,
    reseason: ({ values: level, sd }) => {
      const season = continueSeason(level.length);
      if (!inLogs) return { values: level.map((value, i) => value + (season[i] ?? 0)), sd };
      const scale = (numbers: Float64Array) => numbers.map((value, i) => value * (season[i] ?? 1));
      return { values: scale(level), sd: sd && scale(sd) };
    },
  };
}
