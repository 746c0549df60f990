import { type Effort, improve } from './estimate.js';
import { countParameters, type Form, place } from './form.js';
import { type SeasonalStart, startLevel, startSeason } from './initial-states.js';
import type { Sample } from './likelihood.js';
import { type Workspace, workspaceFor } from './workspace.js';

/** A form with its parameters. */
export interface Fit {
  form: Form;
  /** Laid out as `place` says. */
  parameters: Float64Array;
  cost: number;
  /** The corrected information criterion of Akaike, less a constant of the sample. */
  aicc: number;
}

const quick: Effort = { steps: 12, tolerance: 1e-3 };
const polish: Effort = { steps: 20, tolerance: 1e-5 };
/** Of the mean squared error: differences below it are rounding, in a sample whose values are near 1. */
const smallestMeanSquare = 1e-20;
const reach = 1e9;

export function selectForm(sample: Sample, seasons: readonly Form['season'][], multiplicative: boolean): Fit | null {
  const workspace = workspaceFor(sample.n, sample.period);
  const fits: Fit[] = [];
  for (const season of seasons) {
    const start = startSeason(season, sample);
    for (const trend of ['N', 'A', 'Ad'] as const) {
      for (const error of ['A', 'M'] as const) {
        if (error === 'A' ? season === 'M' : !multiplicative) continue;
        const form = { error, trend, season };
        if (countParameters(form, sample.period) >= sample.n - 2) continue;
        fits.push(fitForm(form, sample, start, workspace));
      }
    }
  }
  fits.sort((a, b) => a.aicc - b.aicc);
  const bestAicc = fits[0]?.aicc ?? 0;
  let best: Fit | null = null;
  for (const fit of fits) {
    if (fit.aicc > bestAicc + reach) break;
    fit.cost = improve(fit.form, sample, fit.parameters, columnsOf(fit.form, sample.period, true), polish, workspace);
    fit.aicc = aiccOf(fit.form, sample, fit.cost);
    if (fit.aicc < (best?.aicc ?? Number.POSITIVE_INFINITY)) best = fit;
  }
  return best;
}

function fitForm(form: Form, sample: Sample, start: SeasonalStart, workspace: Workspace): Fit {
  const columns = columnsOf(form, sample.period, false);
  let best: Fit | null = null;
  for (const alpha of [0.1, 0.5]) {
    const parameters = new Float64Array(place.season + sample.period);
    parameters[place.alpha] = alpha;
    parameters[place.betaShare] = form.trend === 'N' ? 0 : 0.1;
    parameters[place.gammaShare] = form.season === 'N' ? 0 : 0.05;
    parameters[place.phi] = form.trend === 'N' ? 0 : form.trend === 'A' ? 1 : 0.97;
    startLevel(form.trend, start, parameters);
    parameters.set(start.seasonal, place.season);
    const cost = improve(form, sample, parameters, columns, quick, workspace);
    if (best === null || cost < best.cost) best = { form, parameters, cost, aicc: aiccOf(form, sample, cost) };
  }
  return best as Fit;
}

function columnsOf({ trend, season }: Form, period: number, seasonal: boolean): number[] {
  const columns: number[] = [place.alpha];
  if (trend !== 'N') columns.push(place.betaShare);
  if (season !== 'N') columns.push(place.gammaShare);
  if (trend === 'Ad') columns.push(place.phi);
  if (!seasonal || season === 'N') columns.push(place.level);
  if (trend !== 'N') columns.push(place.slope);
  if (seasonal && season !== 'N') for (let k = 0; k < period; k++) columns.push(place.season + k);
  return columns;
}

export function aiccOf(form: Form, { n, period }: Sample, cost: number): number {
  const estimated = countParameters(form, period) + 1;
  return (
    n * Math.log(Math.max(cost, n * smallestMeanSquare)) +
    2 * estimated +
    (2 * estimated * (estimated + 1)) / (n - estimated - 1)
  );
}
