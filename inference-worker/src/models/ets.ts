import { forecastFit, varianceOf } from './ets/forecast-fit.js';
import { nameOf } from './ets/form.js';
import type { Sample } from './ets/likelihood.js';
import { fitForms } from './ets/select.js';
import { fitShort } from './ets/short.js';
import type { FittedModel, Series } from './model.js';

/** Longer seasons have more states than a series tells of. */
const longestSeason = 24;
/** Values that a fit looks at, the latest; what is older no longer bears on the next ones. */
const longestSample = 2000;
/** A value below it is too near 0, beside the largest, to be divided by. */
const smallestPositive = 1e-100;

/**
 * Exponential smoothing in state space form (Hyndman, Koehler, Ord & Snyder 2008): error additive or multiplicative, trend none, additive or
 * damped, season none, additive or multiplicative, chosen by AICc. The season is that of `period`, up to 24.
 */
export function fitEts({ values, period }: Series): FittedModel {
  return fitBest(values, period);
}

/** As `fitEts`, among the forms without a season: for values that have been seasonally adjusted. */
export function fitEtsNonSeasonal({ values }: Series): FittedModel {
  return fitBest(values, 1);
}

function fitBest(values: Float64Array, period: number): FittedModel {
  const sample = sampleOf(values, period);
  const [fit] = fitForms(sample, isPositive(sample));
  if (!fit) return fitShort(values);
  const variance = varianceOf(fit, sample);
  return {
    method: nameOf(fit.form),
    forecast: (horizon, origin = values.length) => forecastFit(fit, sample, variance, horizon, origin),
  };
}

function sampleOf(values: Float64Array, period: number): Sample {
  const n = Math.min(values.length, longestSample);
  const seasonal = period >= 2 && period <= longestSeason && n > period;
  return { values, start: values.length - n, n, period: seasonal ? period : 1 };
}

function isPositive({ values, start, n }: Sample): boolean {
  for (let t = start; t < start + n; t++) if (!((values[t] ?? 0) > smallestPositive)) return false;
  return true;
}
