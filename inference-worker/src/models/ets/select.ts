import { columnsOf } from './columns.js';
import { type Effort, improve } from './estimate.js';
import { advance, continueFrom } from './forecast.js';
import { countParameters, type Form, place } from './form.js';
import { type SeasonalStart, startLevel, startSeason } from './initial-states.js';
import type { Sample } from './likelihood.js';
import { type Workspace, workspaceFor } from './workspace.js';

/** A form with its parameters. */
export interface Fit {
  form: Form;
  /** Laid out as `place` says. */
  parameters: Float64Array;
  /** See `costOf`. */
  cost: number;
  /** The corrected information criterion of Akaike, less a constant of the sample. */
  aicc: number;
}

/** Where smoothing starts: from quick adaptation, as of several optima the one with the shorter memory forecasts better. */
const startingSmoothing = { alpha: 0.8, betaShare: 0.1, gammaShare: 0.05, phi: 0.97 };
const search: Effort = { steps: 12, tolerance: 1e-3 };
/** Few steps hold the seasonal states near those of the decomposition: a full search would fit them to the first seasons' noise. */
const refinement: Effort = { steps: 3, tolerance: 1e-3 };
/** How far a seasonal form may be behind the best of them, before refinement, and still win or count. */
const reach = 8;
/** Of squared errors: a smaller mean is rounding, in a sample whose values are near 1. */
const smallestMeanSquare = 1e-20;

/**
 * Fits every form that the sample allows: multiplicative ones ask for positive values, additive errors exclude multiplicative seasons (they
 * divide by what may be 0), and a form needs three values more than it has parameters.
 * @returns by AICc, the best first, without those whose forecasts soon turn negative where no value is (unless all do); none when the sample
 * has less than five values.
 */
export function fitForms(sample: Sample, positive: boolean): Fit[] {
  const workspace = workspaceFor(sample.n, sample.period);
  const fits: Fit[] = [];
  const seasons: Form['season'][] = sample.period === 1 ? ['N'] : positive ? ['N', 'A', 'M'] : ['N', 'A'];
  for (const season of seasons) {
    const start = startSeason(season, sample);
    const seasonal: Fit[] = [];
    const addFit = (form: Form) => {
      const fit = fitForm(form, sample, start, workspace);
      if (fit.cost < Number.POSITIVE_INFINITY) seasonal.push(fit);
    };
    for (const trend of ['N', 'A', 'Ad'] as const) {
      if (countParameters({ error: 'A', trend, season }, sample.period) > sample.n - 3) continue;
      if (season !== 'M') addFit({ error: 'A', trend, season });
      if (positive) addFit({ error: 'M', trend, season });
    }
    if (season !== 'N') refineSeason(seasonal, sample, workspace);
    fits.push(...seasonal);
  }
  fits.sort((a, b) => a.aicc - b.aicc);
  const sensible = fits.filter((fit) => staysInRange(fit, sample));
  return sensible.length > 0 ? sensible : fits;
}

/** Whether the forecasts of the next two seasons keep a sign that all values have. */
function staysInRange({ form, parameters }: Fit, { values, start, n, period }: Sample): boolean {
  for (let t = start; t < start + n; t++) if ((values[t] ?? 0) < 0) return true;
  const position = advance(form, values, start, start + n, period, parameters);
  const horizon = Math.max(8, 2 * period);
  return continueFrom(form, position, period, parameters[place.phi] ?? 0, horizon).means.every((mean) => mean >= 0);
}

function fitForm(form: Form, sample: Sample, start: SeasonalStart, workspace: Workspace): Fit {
  const parameters = new Float64Array(place.season + sample.period);
  parameters[place.alpha] = startingSmoothing.alpha;
  if (form.trend !== 'N') {
    parameters[place.betaShare] = startingSmoothing.betaShare;
    parameters[place.phi] = form.trend === 'A' ? 1 : startingSmoothing.phi;
  }
  if (form.season !== 'N') parameters[place.gammaShare] = startingSmoothing.gammaShare;
  startLevel(form.trend, start, parameters);
  parameters.set(start.seasonal, place.season);
  const cost = improve(form, sample, parameters, columnsOf(form, sample.period, false), search, workspace);
  return { form, parameters, cost, aicc: aiccOf(form, sample, cost) };
}

function refineSeason(fits: Fit[], sample: Sample, workspace: Workspace): void {
  const best = Math.min(...fits.map(({ aicc }) => aicc));
  for (const fit of fits) {
    if (fit.aicc > best + reach) continue;
    const columns = columnsOf(fit.form, sample.period, true);
    fit.cost = improve(fit.form, sample, fit.parameters, columns, refinement, workspace);
    fit.aicc = aiccOf(fit.form, sample, fit.cost);
  }
}

function aiccOf(form: Form, { n, period }: Sample, cost: number): number {
  const estimated = countParameters(form, period) + 1;
  const fit = n * Math.log(Math.max(cost, n * smallestMeanSquare));
  return fit + 2 * estimated + (2 * estimated * (estimated + 1)) / (n - estimated - 1);
}
