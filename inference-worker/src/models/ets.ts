import { forecastFit, varianceOf } from './ets/forecast-fit.js';
import { nameOf } from './ets/form.js';
import type { Sample } from './ets/likelihood.js';
import { fitForms } from './ets/select.js';
import { fitShort } from './ets/short.js';
import type { FittedModel, PointForecast, Series } from './model.js';

/** Longer seasons have more states than a series tells of. */
const longestSeason = 24;
/** Values that a fit looks at, the latest; what is older no longer bears on the next ones. */
const longestSample = 2000;
/** A value below it is too near 0, beside the largest, to be divided by. */
const smallestPositive = 1e-100;
/** Forms of less weight are left out of a combination. */
const smallestWeight = 0.01;

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

/** All forms of `fitEts`, weighted by how probable AICc makes them (Kolassa 2011, "Combining exponential smoothing forecasts using Akaike weights"). */
export function fitEtsCombined({ values, period }: Series): FittedModel {
  const sample = sampleOf(values, period);
  const fits = fitForms(sample, isPositive(sample));
  const best = fits[0];
  if (!best) return fitShort(values);
  const likely = fits.filter(({ aicc }) => Math.exp((best.aicc - aicc) / 2) >= smallestWeight);
  const weights = likely.map(({ aicc }) => Math.exp((best.aicc - aicc) / 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = likely.map((fit, i) => ({ fit, weight: (weights[i] ?? 0) / total, variance: varianceOf(fit, sample) }));
  return {
    method: parts.map(({ fit, weight }) => `${Math.round(100 * weight)}% ${nameOf(fit.form)}`).join(' + '),
    forecast: (horizon, origin = values.length) =>
      mix(parts.map(({ fit, weight, variance }) => [weight, forecastFit(fit, sample, variance, horizon, origin)])),
  };
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

/** The mean and the standard deviation of a mixture of the forecasts. */
function mix(parts: readonly (readonly [weight: number, forecast: PointForecast])[]): PointForecast {
  const horizon = parts[0]?.[1].values.length ?? 0;
  const values = new Float64Array(horizon);
  const sd = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    let mean = 0;
    for (const [weight, part] of parts) mean += weight * (part.values[h] ?? 0);
    let variance = 0;
    for (const [weight, part] of parts) {
      variance += weight * ((part.sd?.[h] ?? 0) ** 2 + ((part.values[h] ?? 0) - mean) ** 2);
    }
    values[h] = mean;
    sd[h] = Math.sqrt(variance);
  }
  return { values, sd };
}
