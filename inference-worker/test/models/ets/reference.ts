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
  /** Rows of alpha, beta / alpha, gamma / (1 - alpha), phi, period, and 1 for admissible. */
  admissible: number[][];
}

// Compiled tests run from dist/test; the fixtures stay in test.
const path = new URL('../../../../test/fixtures/ets.json', import.meta.url);
export const reference: Reference = JSON.parse(readFileSync(path, 'utf8'));

/** The quarterly series of which there is every form. */
export function gasSample() {
  const gas = reference.series.find(({ name }) => name === 'UKgas');
  if (!gas) throw new Error('The fixture has no UKgas');
  return { values: Float64Array.from(gas.values), start: 0, n: gas.values.length, period: gas.period };
}

export const allForms: readonly Form[] = (['A', 'M'] as const).flatMap((error) =>
  (['N', 'A', 'Ad'] as const).flatMap((trend) =>
    (['N', 'A', 'M'] as const).flatMap((season) => (error === 'A' && season === 'M' ? [] : [{ error, trend, season }])),
  ),
);

/** R's parameters as ours, for values in R's unit. */
export function parametersOf(
  { smoothing, level, slope, seasonal }: ReferenceFit,
  form: Form,
  period: number,
): Float64Array {
  const { alpha, beta = 0, gamma = 0, phi = 1 } = smoothing;
  const parameters = new Float64Array(place.season + period);
  parameters[place.alpha] = alpha;
  parameters[place.betaShare] = beta / alpha;
  parameters[place.gammaShare] = gamma / (1 - alpha);
  parameters[place.phi] = form.trend === 'N' ? 0 : phi;
  parameters[place.level] = level;
  parameters[place.slope] = slope;
  parameters.set(seasonal, place.season);
  return parameters;
}
