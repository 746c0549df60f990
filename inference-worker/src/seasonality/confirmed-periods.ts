import { logSeasons } from './log-seasons.js';
import { seasonalPeak } from './seasonal-peak.js';

/**
 * A season must vary by this share of the noise at its own frequencies. Less is drowned by the error of its estimate,
 * which comes from about ten seasons in models that let it change, however sure a long series makes it.
 */
const materialShare = 0.05;
/** Seasons before the last so many points are not looked at ... */
const recentPoints = 5_000;
/** ... unless fewer than six would remain of at most this many. */
const leastSeasons = 6;
const mostPoints = 60_000;

/**
 * Which seasons a series shows, by a test of each candidate: whether the periodogram rises above its surroundings at the
 * season's frequencies. Harmonics of a shorter confirmed season are not counted, so that 168 is confirmed beside 24 only
 * for what differs between days. Works on logarithms where seasons grow with the level.
 * @param values n finite numbers, oldest first.
 * @param candidates points in a season, whole numbers.
 * @param significance the probability of taking a series without a season for seasonal, for each candidate; a little more in
 * series of two or three seasons.
 * @returns ascending, each at least 2 and at most n / 2.
 */
export function confirmedPeriods(values: Float64Array, candidates: readonly number[], significance = 0.04): number[] {
  const confirmed: number[] = [];
  for (const period of [...new Set(candidates)].sort((a, b) => a - b)) {
    const points = Math.min(values.length, Math.max(recentPoints, Math.min(leastSeasons * period, mostPoints)));
    if (!(period >= 2 && 2 * period <= points)) continue;
    const recent = values.subarray(values.length - points);
    const scaled = logSeasons(recent, [period]) ? recent.map(Math.log) : recent;
    const peak = seasonalPeak(scaled, period, confirmed);
    if (peak && peak.pValue < significance && peak.share > materialShare) confirmed.push(period);
  }
  return confirmed;
}
