import { filter } from './filter.js';
import { type Form, statesAt } from './form.js';

/** The states after some value of a series. */
export interface Position {
  /** Level, slope, one season. */
  states: Float64Array;
  /** The index in the season of the next value. */
  slot: number;
}

/**
 * Follows `values` from `start`, where the initial states among the parameters hold, up to but without `end`.
 * @param fitted scratch for as many values.
 */
export function advance(
  form: Form,
  values: Float64Array,
  start: number,
  end: number,
  period: number,
  parameters: Float64Array,
  fitted: Float64Array,
): Position {
  const states = parameters.slice(statesAt);
  const slot = filter(form.season, values, start, end, period, parameters, states, fitted);
  return { states, slot };
}

/**
 * Point forecasts: what the form goes on with when all errors are 0 (Hyndman et al. 2008, table 2.1).
 * @returns the forecasts, and the seasonal state of each.
 */
export function continueFrom(
  form: Form,
  { states, slot }: Position,
  period: number,
  phi: number,
  horizon: number,
): { means: Float64Array; seasonal: Float64Array } {
  const means = new Float64Array(horizon);
  const seasonal = new Float64Array(horizon);
  let level = states[0] ?? 0;
  let slope = states[1] ?? 0;
  for (let h = 0; h < horizon; h++) {
    slope *= phi;
    level += slope;
    const state = states[2 + slot] ?? 0;
    seasonal[h] = state;
    means[h] = form.season === 'N' ? level : form.season === 'A' ? level + state : level * state;
    if (++slot >= period) slot = 0;
  }
  return { means, seasonal };
}
