import { readFileSync } from 'node:fs';
import { type Form, place } from '../../../src/models/ets/form.js';

/** What R made of a series: see fixtures/ets.R. */
export interface ReferenceFit {
  method: string;
  aicc: number;
  smoothing: { alpha: number; beta?: number; gamma?: number; phi?: number };
  level: number;
  slope: number;
  /** One season, beginning with the first value's. */
  seasonal: number[];
  mean: number[];
  sd: number[];
}

export interface Reference {
  series: { name: string; period: number; values: number[]; chosen: ReferenceFit }[];
  /** Every form, of the series UKgas. */
  forms: ReferenceFit[];
}

// Compiled tests run from dist/test; the fixtures stay in test.
const path = new URL('../../../../test/fixtures/ets.json', import.meta.url);
export const reference: Reference = JSON.parse(readFileSync(path, 'utf8'));

const errors = { A: 'A', M: 'M' } as const;
const trends = { N: 'N', A: 'A', Ad: 'Ad' } as const;
const seasons = { N: 'N', A: 'A', M: 'M' } as const;

export function formNamed(method: string): Form {
  const [error = '', trend = '', season = ''] = method.slice(4, -1).split(',');
  const form = {
    error: errors[error as keyof typeof errors],
    trend: trends[trend as keyof typeof trends],
    season: seasons[season as keyof typeof seasons],
  };
  return form;
}

/** R's parameters as ours, for values in R's unit. */
export function parametersOf(fit: ReferenceFit, period: number): Float64Array {
  const { alpha, beta = 0, gamma = 0, phi } = fit.smoothing;
  const { trend } = formNamed(fit.method);
  const parameters = new Float64Array(place.season + period);
  parameters[place.alpha] = alpha;
  parameters[place.betaShare] = beta / alpha;
  parameters[place.gammaShare] = gamma / (1 - alpha);
  parameters[place.phi] = trend === 'N' ? 0 : (phi ?? 1);
  parameters[place.level] = fit.level;
  parameters[place.slope] = fit.slope;
  parameters.set(fit.seasonal, place.season);
  return parameters;
}
