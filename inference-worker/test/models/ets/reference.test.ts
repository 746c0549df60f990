import { expect } from 'chai';
import { isAdmissible } from '../../../src/models/ets/admissible.js';
import { varianceOf } from '../../../src/models/ets/forecast-fit.js';
import { nameOf, place } from '../../../src/models/ets/form.js';
import { costOf } from '../../../src/models/ets/likelihood.js';
import { advance, continueFrom } from '../../../src/models/ets/position.js';
import { aiccOf, fitForms } from '../../../src/models/ets/select.js';
import { standardDeviations } from '../../../src/models/ets/variance.js';
import { workspaceFor } from '../../../src/models/ets/workspace.js';
import { allForms, gasSample, parametersOf, type ReferenceFit, reference } from './reference.js';

describe('forms of exponential smoothing with the parameters of R', () => {
  const sample = gasSample();

  for (const form of allForms) {
    const name = nameOf(form);
    const fit = reference.forms.find(({ method }) => method === name);
    if (!fit) throw new Error(`The fixture has no ${name}`);
    const parameters = parametersOf(fit, form, sample.period);
    const cost = costOf(form, sample, parameters, workspaceFor(sample.n, sample.period));

    // R lets one-step forecasts turn negative under multiplicative errors, and takes their sizes; here the form then does not exist.
    if (form.error === 'M' && form.season === 'A') {
      it(`${name} is impossible where it forecasts negative values`, () => {
        expect(cost).to.equal(Number.POSITIVE_INFINITY);
      });
    } else {
      it(`${name} is as likely as in R`, () => {
        expect(aiccOf(form, sample, cost)).to.be.closeTo(fit.aicc, 1e-6);
      });
    }

    it(`${name} forecasts as in R`, () => {
      const scratch = new Float64Array(sample.n);
      const position = advance(form, sample.values, 0, sample.n, sample.period, parameters, scratch);
      const phi = parameters[place.phi] ?? 0;
      const { means, seasonal } = continueFrom(form, position, sample.period, phi, fit.mean.length);
      // For multiplicative seasons R answers the mean over all future errors, not what follows without errors.
      expectClose(means, fit.mean, form.season === 'M' ? 0.01 : 1e-9);
      // R 8.20 adds gamma to the wrong seasonal state where there is no trend.
      if (form.season === 'A' && form.trend === 'N') return;
      const variance = varianceOf({ form, parameters, cost, aicc: 0 }, sample);
      const sd = standardDeviations(form, sample.period, parameters, means, seasonal, variance);
      // An approximation for multiplicative seasons.
      expectClose(sd, fit.sd, form.season === 'M' ? 0.05 : 1e-9);
    });
  }

  it('are admissible where R finds them so', () => {
    for (const [alpha = 0, betaShare = 0, gammaShare = 0, phi = 0, period = 0, expected] of reference.admissible) {
      const parameters = Float64Array.of(alpha, betaShare, gammaShare, phi, 0, 0);
      const actual = isAdmissible({ error: 'A', trend: 'Ad', season: 'A' }, period, parameters);
      expect(Number(actual), `${alpha} ${betaShare} ${gammaShare} ${phi} ${period}`).to.equal(expected);
    }
  });
});

describe('fitForms', () => {
  const best = reference.series.map(({ name, period, values, chosen }) => {
    const [fit] = fitInUnit(values, period);
    if (!fit) throw new Error(`${name} has no fit`);
    return { name, fit, chosen };
  });

  it('finds a form at least as good as the one that R chooses', () => {
    for (const { name, fit, chosen } of best) expect(fit.aicc, name).to.be.below(chosen.aicc + 0.2);
  });

  it('chooses the form of R in most series', () => {
    const same = best.filter(({ fit, chosen }) => nameOf(fit.form) === chosen.method);
    expect(same).to.have.length.at.least(10);
  });

  it('fits the forms of a series about as well as R or better', () => {
    const sample = gasSample();
    const fits = fitInUnit([...sample.values], sample.period);
    for (const { form, aicc } of fits) {
      const expected = reference.forms.find(({ method }) => method === nameOf(form))?.aicc ?? Number.NaN;
      if (form.season !== 'N' || form.trend === 'N') expect(aicc, nameOf(form)).to.be.below(expected + 20);
    }
  });
});

/** The fits of values brought near 1, with the AICc that they would have in their own unit. */
function fitInUnit(values: readonly number[], period: number) {
  const unit = 2 ** Math.floor(Math.log2(Math.max(...values.map(Math.abs))));
  const scaled = Float64Array.from(values, (value) => value / unit);
  const positive = values.every((value) => value > 0);
  const fits = fitForms({ values: scaled, start: 0, n: scaled.length, period }, positive);
  return fits.map((fit) => ({ ...fit, aicc: fit.aicc + 2 * scaled.length * Math.log(unit) }));
}

function expectClose(actual: Float64Array, expected: ReferenceFit['mean'], tolerance: number): void {
  expect(actual).to.have.length(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).to.be.closeTo(value, tolerance * Math.abs(value));
  });
}
