import { autocorrelations } from './autocorrelation.js';
import { type SeasonalForm, seasonalIndices } from './classical-decomposition.js';

/** A series without its season. */
export interface Adjusted {
  /** As many as the series has; the series itself when there is no season. */
  values: Float64Array;
  season: Season | null;
}

export interface Season {
  form: SeasonalForm;
  /** One for each position, that of the first value first. */
  indices: Float64Array;
}

/** The 95% quantile of the normal distribution: a two-sided test at 90%. */
const criticalValue = 1.6448536269514722;

/** Below this a multiplicative index says nothing of the values that it would be divided out of. */
const smallestIndex = 1e-4;

/**
 * Whether the autocorrelation at lag `period` differs from 0 at 90% by Bartlett's formula (as Fiorucci et al. 2016, "Models for
 * optimising the theta method and their relationship to state space models", and the benchmarks of the M4 competition).
 * @param shortest As many values the test takes at least; more than `period`.
 */
export function isSeasonal(values: Float64Array, period: number, shortest = 2 * period + 1): boolean {
  const n = values.length;
  if (period < 2 || n < shortest) return false;
  const correlations = autocorrelations(values, period);
  if (!correlations) return false;
  let squares = 0;
  for (let lag = 1; lag < period; lag++) {
    const correlation = correlations[lag] ?? 0;
    squares += correlation * correlation;
  }
  return Math.abs(correlations[period] ?? 0) > criticalValue * Math.sqrt((1 + 2 * squares) / n);
}

/** Multiplicative where that means something: all values above 0. Null when the values don't follow the period. */
export function seasonalForm(values: Float64Array, period: number, shortest?: number): SeasonalForm | null {
  if (!isSeasonal(values, period, shortest)) return null;
  for (let t = 0; t < values.length; t++) if (!((values[t] ?? 0) > 0)) return 'additive';
  return 'multiplicative';
}

/** Takes the season of the given form out; leaves alone what has none, is shorter than two seasons, or has an index next to 0. */
export function adjustForSeason(values: Float64Array, period: number, form: SeasonalForm | null): Adjusted {
  const none = { values, season: null };
  if (!form || values.length < 2 * period) return none;
  const indices = seasonalIndices(values, period, form);
  const multiplicative = form === 'multiplicative';
  for (const index of indices) {
    if (!Number.isFinite(index) || (multiplicative && Math.abs(index) < smallestIndex)) return none;
  }
  const adjusted = new Float64Array(values.length);
  for (let t = 0, position = 0; t < values.length; t++, position++) {
    if (position === period) position = 0;
    const index = indices[position] ?? 0;
    adjusted[t] = multiplicative ? (values[t] ?? 0) / index : (values[t] ?? 0) - index;
  }
  return { values: adjusted, season: { form, indices } };
}

/** Brings the season back, in place, into `values` that follow the first `origin` of the series. */
export function restoreSeason(values: Float64Array, origin: number, season: Season | null): void {
  if (!season) return;
  const { form, indices } = season;
  const period = indices.length;
  for (let step = 0, position = origin % period; step < values.length; step++, position++) {
    if (position === period) position = 0;
    const index = indices[position] ?? 0;
    values[step] = form === 'multiplicative' ? (values[step] ?? 0) * index : (values[step] ?? 0) + index;
  }
}
