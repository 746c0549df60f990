import { filter } from './ets/filter.js';
import { countParameters, type Form, nameOf, place, statesAt } from './ets/form.js';
import type { Sample } from './ets/likelihood.js';
import { type Fit, selectForm } from './ets/select.js';
import { standardDeviations } from './ets/variance.js';
import type { FittedModel, PointForecast, Series } from './model.js';

const longestSeason = 24;
const longestSample = 2000;

export function fitEts(series: Series): FittedModel {
  return fitSample(series.values, series.period);
}

export function fitEtsNonSeasonal(series: Series): FittedModel {
  return fitSample(series.values, 1);
}

function fitSample(values: Float64Array, season: number): FittedModel {
  const start = Math.max(0, values.length - longestSample);
  const n = values.length - start;
  let positive = true;
  for (let t = 0; t < values.length; t++) if (!((values[t] ?? 0) > 1e-100)) positive = false;
  const seasonal = season >= 2 && season <= longestSeason && n > season;
  const sample: Sample = { values, start, n, period: seasonal ? season : 1 };
  const seasons: Form['season'][] = seasonal ? (positive ? ['N', 'A', 'M'] : ['N', 'A']) : ['N'];
  const fit = selectForm(sample, seasons, positive);
  if (!fit) return { method: 'last', forecast: (h, o = n) => ({ values: new Float64Array(h).fill(values[o - 1] ?? 0), sd: null }) };
  return {
    method: nameOf(fit.form),
    forecast: (horizon, origin = values.length) => forecastFrom(fit, sample, horizon, origin),
  };
}

function forecastFrom({ form, parameters }: Fit, sample: Sample, horizon: number, origin: number): PointForecast {
  const { values, start, n, period } = sample;
  const states = parameters.slice(statesAt);
  const fitted = new Float64Array(n);
  let slot = filter(form.season, values, start, origin, period, parameters, states, fitted);
  let sum = 0;
  for (let t = 0; t < n; t++) sum += form.error === 'A' ? ((values[start + t] ?? 0) - (fitted[t] ?? 0)) ** 2 : ((values[start + t] ?? 0) / (fitted[t] ?? 0) - 1) ** 2;
  let [level = 0, slope = 0] = states;
  const phi = parameters[place.phi] ?? 0;
  const means = new Float64Array(horizon);
  const factors = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    slope *= phi;
    level += slope;
    const seasonal = states[2 + slot] ?? 0;
    factors[h] = seasonal;
    means[h] = form.season === 'N' ? level : form.season === 'A' ? level + seasonal : level * seasonal;
    if (++slot >= period) slot = 0;
  }
  const variance = sum / Math.max(1, n - countParameters(form, period));
  return { values: means, sd: standardDeviations(form, period, parameters, means, factors, variance) };
}
