import { type Form, place } from './form.js';

/**
 * Runs the recursions of a form over `values` from `start` up to but without `end` (Hyndman et al. 2008, table 2.2 and 2.3, with the errors
 * written as value - one-step forecast: then a form differs by its error only in the likelihood, not in its states).
 * Each season has its loop written out: it runs hundreds of times a fit, and a branch or a call would be paid for every value.
 * @param parameters laid out as `place` says; a form without trend has slope, beta and phi 0, one without damping phi 1.
 * @param states level, slope, then `period` seasonal ones, the first for the value at `start`; advanced in place.
 * @param fitted gets the one-step forecast of each value.
 * @returns the index of the seasonal state that the value at `end` would use.
 */
export function filter(
  season: Form['season'],
  values: Float64Array,
  start: number,
  end: number,
  period: number,
  parameters: Float64Array,
  states: Float64Array,
  fitted: Float64Array,
): number {
  const alpha = parameters[place.alpha] ?? 0;
  const beta = alpha * (parameters[place.betaShare] ?? 0);
  const gamma = (1 - alpha) * (parameters[place.gammaShare] ?? 0);
  const phi = parameters[place.phi] ?? 0;
  if (season === 'N') return filterNone(values, start, end, alpha, beta, phi, states, fitted);
  if (season === 'A') return filterAdditive(values, start, end, period, alpha, beta, gamma, phi, states, fitted);
  return filterMultiplicative(values, start, end, period, alpha, beta, gamma, phi, states, fitted);
}

function filterNone(
  values: Float64Array,
  start: number,
  end: number,
  alpha: number,
  beta: number,
  phi: number,
  states: Float64Array,
  fitted: Float64Array,
): number {
  let level = states[0] ?? 0;
  let slope = states[1] ?? 0;
  for (let t = start; t < end; t++) {
    const damped = phi * slope;
    const mean = level + damped;
    const error = (values[t] ?? 0) - mean;
    fitted[t - start] = mean;
    level = mean + alpha * error;
    slope = damped + beta * error;
  }
  states[0] = level;
  states[1] = slope;
  return 0;
}

function filterAdditive(
  values: Float64Array,
  start: number,
  end: number,
  period: number,
  alpha: number,
  beta: number,
  gamma: number,
  phi: number,
  states: Float64Array,
  fitted: Float64Array,
): number {
  let level = states[0] ?? 0;
  let slope = states[1] ?? 0;
  let slot = 0;
  for (let t = start; t < end; t++) {
    const damped = phi * slope;
    const mean = level + damped;
    const seasonal = states[2 + slot] ?? 0;
    const error = (values[t] ?? 0) - mean - seasonal;
    fitted[t - start] = mean + seasonal;
    level = mean + alpha * error;
    slope = damped + beta * error;
    states[2 + slot] = seasonal + gamma * error;
    if (++slot === period) slot = 0;
  }
  states[0] = level;
  states[1] = slope;
  return slot;
}

function filterMultiplicative(
  values: Float64Array,
  start: number,
  end: number,
  period: number,
  alpha: number,
  beta: number,
  gamma: number,
  phi: number,
  states: Float64Array,
  fitted: Float64Array,
): number {
  let level = states[0] ?? 0;
  let slope = states[1] ?? 0;
  let slot = 0;
  for (let t = start; t < end; t++) {
    const damped = phi * slope;
    const mean = level + damped;
    const seasonal = states[2 + slot] ?? 0;
    const error = (values[t] ?? 0) - mean * seasonal;
    fitted[t - start] = mean * seasonal;
    level = mean + (alpha * error) / seasonal;
    slope = damped + (beta * error) / seasonal;
    states[2 + slot] = seasonal + (gamma * error) / mean;
    if (++slot === period) slot = 0;
  }
  states[0] = level;
  states[1] = slope;
  return slot;
}
