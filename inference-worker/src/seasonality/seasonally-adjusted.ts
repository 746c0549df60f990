import type { PointForecast } from '../models/model.js';
import { logSeasons } from './log-seasons.js';
import { mstl } from './mstl.js';
import { shrinkSeason } from './shrink-season.js';

/** Seasons that MSTL's windows look at from the last; older values are left out ... */
const windowSeasons = 16;
/** ... within these numbers of points ... */
const leastPoints = 2_000;
const mostPoints = 8_000;
/** ... and with so many of the longest season however long it is. */
const leastSeasons = 4;

/** A series without its seasons, and how they go on. */
export interface SeasonallyAdjusted {
  /** The last values without season: all of them unless the series is long. */
  adjusted: Float64Array;
  /** Whether seasons are factors, found in the logarithms, or terms. */
  multiplicative: boolean;
  /** What all seasons together add to the adjusted values, or what they multiply them by; as many. */
  season: Float64Array;
  /**
   * Gives a forecast of the adjusted series its season: the last before `origin`, by default all of the adjusted values.
   * A forecast of means or medians stays one.
   */
  reseason(forecast: PointForecast, origin?: number): PointForecast;
}

/**
 * Removes the seasons that MSTL finds, less what is likely noise in them; the last of each is what future seasons look like.
 * @param values n finite numbers, at least two of the longest period.
 * @param periods ascending, each at least 2.
 * @param multiplicative only of positive values; by default what the values suggest.
 */
export function seasonallyAdjusted(
  values: Float64Array,
  periods: readonly number[],
  multiplicative?: boolean,
): SeasonallyAdjusted {
  const longest = periods[periods.length - 1] ?? 1;
  const wanted = Math.max(leastPoints, Math.min(mostPoints, windowSeasons * longest), leastSeasons * longest);
  const recent = values.slice(Math.max(0, values.length - wanted));
  const factors = multiplicative ?? logSeasons(recent, periods);
  const { seasonals, errorVariances } = mstl(factors ? recent.map(Math.log) : recent, periods);
  let errorVariance = 0;
  seasonals.forEach((seasonal, i) => {
    errorVariance += shrinkSeason(seasonal, periods[i] ?? 1, errorVariances[i] ?? 0);
  });
  const season = new Float64Array(recent.length);
  for (const seasonal of seasonals)
    for (let t = 0; t < season.length; t++) season[t] = (season[t] ?? 0) + (seasonal[t] ?? 0);
  if (factors) exponentiate(season);
  const adjusted = recent;
  for (let t = 0; t < adjusted.length; t++) {
    adjusted[t] = factors ? (recent[t] ?? 0) / (season[t] ?? 1) : (recent[t] ?? 0) - (season[t] ?? 0);
  }
  return {
    adjusted,
    multiplicative: factors,
    season,
    reseason: ({ values: level, sd }, origin = recent.length) => {
      const future = repeatLast(seasonals, periods, level.length, origin);
      if (factors) exponentiate(future);
      const withSeason = (value: number, i: number) => (factors ? value * (future[i] ?? 1) : value + (future[i] ?? 0));
      const values = level.map(withSeason);
      // The season took up noise: as much is missing among the adjusted values as will be wrong with it.
      const added = (i: number) => 2 * errorVariance * (factors ? (values[i] ?? 0) ** 2 : 1);
      const scale = (i: number) => (factors ? (future[i] ?? 1) : 1);
      return { values, sd: sd?.map((error, i) => Math.sqrt((error * scale(i)) ** 2 + added(i))) ?? null };
    },
  };
}

/** The sum over all seasons of the last of each before `origin`, or of the first where there is none, repeated. */
function repeatLast(
  seasonals: readonly Float64Array[],
  periods: readonly number[],
  horizon: number,
  origin: number,
): Float64Array {
  const sum = new Float64Array(horizon);
  seasonals.forEach((seasonal, i) => {
    const period = periods[i] ?? 1;
    const start = Math.max(0, origin - period);
    for (let step = 0, phase = origin - start; step < horizon; step++, phase++) {
      if (phase >= period) phase = 0;
      sum[step] = (sum[step] ?? 0) + (seasonal[start + phase] ?? 0);
    }
  });
  return sum;
}

function exponentiate(numbers: Float64Array): void {
  for (let i = 0; i < numbers.length; i++) numbers[i] = Math.exp(numbers[i] ?? 0);
}
