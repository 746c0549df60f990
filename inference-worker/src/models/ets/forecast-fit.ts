import type { PointForecast } from '../model.js';
import { countParameters, place } from './form.js';
import { startLevel, startSeason } from './initial-states.js';
import { costOf, type Sample } from './likelihood.js';
import { advance, continueFrom } from './position.js';
import type { Fit } from './select.js';
import { standardDeviations } from './variance.js';
import { workspaceFor } from './workspace.js';

/** Of the one-step errors, relative ones where they are multiplicative, for the degrees of freedom that the parameters leave. */
export function varianceOf({ form, parameters }: Fit, sample: Sample): number {
  const { values, start, n, period } = sample;
  const workspace = workspaceFor(n, period);
  costOf(form, sample, parameters, workspace);
  let squares = 0;
  for (let t = 0; t < n; t++) {
    const forecast = workspace.fitted[t] ?? 0;
    const error = (values[start + t] ?? 0) - forecast;
    squares += (form.error === 'A' ? error : error / forecast) ** 2;
  }
  return squares / (n - countParameters(form, period));
}

/**
 * Follows the first `origin` values with the form's parameters and goes on from there. An origin before the sample's first value, where its
 * initial states hold, has its own from a decomposition of as many values before it.
 */
export function forecastFit(
  fit: Fit,
  sample: Sample,
  variance: number,
  horizon: number,
  origin: number,
): PointForecast {
  const { form } = fit;
  const { values, period } = sample;
  const inSample = origin > sample.start;
  const start = inSample ? sample.start : Math.max(0, origin - sample.n);
  const parameters = inSample ? fit.parameters : restart(fit, { values, start, n: origin - start, period });
  const position = advance(form, values, start, origin, period, parameters, workspaceFor(sample.n, period).fitted);
  const { means, seasonal } = continueFrom(form, position, period, parameters[place.phi] ?? 0, horizon);
  // Before the sample, values may be such as the form cannot divide by.
  if (!inSample && means.some(Number.isNaN)) return repeatLast(values, horizon, origin);
  return { values: means, sd: standardDeviations(form, period, parameters, means, seasonal, variance) };
}

function restart({ form, parameters }: Fit, sample: Sample): Float64Array {
  const restarted = parameters.slice();
  const start = startSeason(form.season, sample);
  startLevel(form.trend, start, restarted);
  restarted.set(start.seasonal, place.season);
  return restarted;
}

function repeatLast(values: Float64Array, horizon: number, origin: number): PointForecast {
  return { values: new Float64Array(horizon).fill(values[origin - 1] ?? 0), sd: null };
}
