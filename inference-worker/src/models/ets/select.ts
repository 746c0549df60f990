import { columnsOf } from './columns.js';
import { type Effort, improve } from './estimate.js';
import { countParameters, type Form, place } from './form.js';
import { type SeasonalStart, startLevel, startSeason } from './initial-states.js';
import { costOf, type Sample } from './likelihood.js';
import { advance, continueFrom } from './position.js';
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
/** Where else a search may start, if that is better to begin with: a season or a slope that is followed quickly is a valley of its own. */
const followedSeason = { gammaShare: 0.9, alphas: [0.8, 0.5, 0.2] };
const followedSlope = { alpha: 0.8, betaShare: 0.9, phi: 0.85 };
const search: Effort = { steps: 12, tolerance: 0.2 };
/** Few steps hold the seasonal states near those of the decomposition: a full search would fit them to the first seasons' noise. */
const refinement: Effort = { steps: 3, tolerance: 0.1 };
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
    const alike: Fit[] = [];
    for (const trend of ['N', 'A', 'Ad'] as const) {
      if (countParameters({ error: 'A', trend, season }, sample.period) > sample.n - 3) continue;
      const starting = startingParameters(trend, season, start);
      const first: Form = { error: season === 'M' ? 'M' : 'A', trend, season };
      preferFollowed(first, sample, starting, workspace);
      const fit = fitForm(first, sample, starting, workspace);
      alike.push(fit);
      if (!positive || season === 'M') continue;
      // With multiplicative errors the recursions are the same: the search goes on from there, if that is possible.
      const second: Form = { error: 'M', trend, season };
      const relative = fitForm(second, sample, fit.parameters, workspace);
      alike.push(relative.cost < Number.POSITIVE_INFINITY ? relative : fitForm(second, sample, starting, workspace));
    }
    if (season !== 'N') refineSeason(alike, sample, workspace);
    fits.push(...alike);
  }
  const possible = fits.filter(({ cost }) => cost < Number.POSITIVE_INFINITY).sort((a, b) => a.aicc - b.aicc);
  const sensible = possible.filter((fit) => keepsSign(fit, sample, workspace));
  return sensible.length > 0 ? sensible : possible;
}

function startingParameters(trend: Form['trend'], season: Form['season'], start: SeasonalStart): Float64Array {
  const parameters = new Float64Array(place.season + start.seasonal.length);
  parameters[place.alpha] = startingSmoothing.alpha;
  if (trend !== 'N') {
    parameters[place.betaShare] = startingSmoothing.betaShare;
    parameters[place.phi] = trend === 'A' ? 1 : startingSmoothing.phi;
  }
  if (season !== 'N') parameters[place.gammaShare] = startingSmoothing.gammaShare;
  startLevel(trend, start, parameters);
  parameters.set(start.seasonal, place.season);
  return parameters;
}

/** @param parameters where the search starts; the smoothing is changed when another start has a lower cost. */
function preferFollowed(form: Form, sample: Sample, parameters: Float64Array, workspace: Workspace): void {
  let lowest = costOf(form, sample, parameters, workspace);
  const prefer = (start: Float64Array) => {
    const cost = costOf(form, sample, start, workspace);
    if (!(cost < lowest)) return;
    lowest = cost;
    parameters.set(start);
  };
  const start = parameters.slice();
  if (form.season !== 'N') {
    start[place.gammaShare] = followedSeason.gammaShare;
    for (const alpha of followedSeason.alphas) {
      start[place.alpha] = alpha;
      prefer(start);
    }
  }
  if (form.trend !== 'N') {
    start.set(parameters);
    start[place.alpha] = followedSlope.alpha;
    start[place.betaShare] = followedSlope.betaShare;
    if (form.trend === 'Ad') start[place.phi] = followedSlope.phi;
    prefer(start);
  }
}

function fitForm(form: Form, sample: Sample, starting: Float64Array, workspace: Workspace): Fit {
  const parameters = starting.slice();
  const cost = improve(form, sample, parameters, columnsOf(form, sample.period, false), search, workspace);
  return { form, parameters, cost, aicc: aiccOf(form, sample, cost) };
}

/** Whether the forecasts of the next two seasons, or eight values, are not negative either where no value is. */
function keepsSign({ form, parameters }: Fit, { values, start, n, period }: Sample, workspace: Workspace): boolean {
  for (let t = start; t < start + n; t++) if ((values[t] ?? 0) < 0) return true;
  const position = advance(form, values, start, start + n, period, parameters, workspace.fitted);
  const horizon = Math.max(8, 2 * period);
  return continueFrom(form, position, period, parameters[place.phi] ?? 0, horizon).means.every((mean) => mean >= 0);
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

export function aiccOf(form: Form, { n, period }: Sample, cost: number): number {
  const estimated = countParameters(form, period) + 1;
  const fit = n * Math.log(Math.max(cost, n * smallestMeanSquare));
  return fit + 2 * estimated + (2 * estimated * (estimated + 1)) / (n - estimated - 1);
}
