import { expect } from 'chai';
import { advance, continueFrom } from '../../../src/models/ets/forecast.js';
import { varianceOf } from '../../../src/models/ets/forecast-fit.js';
import { nameOf, place } from '../../../src/models/ets/form.js';
import { costOf } from '../../../src/models/ets/likelihood.js';
import { aiccOf, fitForms } from '../../../src/models/ets/select.js';
import { standardDeviations } from '../../../src/models/ets/variance.js';
import { workspaceFor } from '../../../src/models/ets/workspace.js';
import { formNamed, parametersOf, type ReferenceFit, reference } from './reference.js';

describe('forms of exponential smoothing, with the parameters that R estimated', () => {
  const gas = reference.series.find(({ name }) => name === 'UKgas');
  const values = Float64Array.from(gas?.values ?? []);
  const sample = { values, start: 0, n: values.length, period: gas?.period ?? 0 };

  for (const fit of reference.forms) {
    it(`${fit.method} forecasts, and is as likely, as in R`, () => {
      const form = formNamed(fit.method);
      expect(nameOf(form)).to.equal(fit.method);
      const parameters = parametersOf(fit, sample.period);
      const cost = costOf(form, sample, parameters, workspaceFor(sample.n, sample.period));
      expect(aiccOf(form, sample, cost)).to.be.closeTo(fit.aicc, 1e-6);
      const scratch = new Float64Array(sample.n);
      const position = advance(form, values, 0, sample.n, sample.period, parameters, scratch);
      const { means, seasonal } = continueFrom(form, position, sample.period, parameters[place.phi] ?? 0, fit.mean.length);
      expectClose(means, fit.mean, 1e-9);
      const variance = varianceOf({ form, parameters, cost, aicc: 0 }, sample);
      const sd = standardDeviations(form, sample.period, parameters, means, seasonal, variance);
      // The approximation for multiplicative seasons neglects what level and season have in common.
      expectClose(sd, fit.sd, form.season === 'M' ? 0.02 : 1e-9);
    });
  }
});

describe('fitForms', () => {
  it('finds a form as good as the one that R chooses', () => {
    const better: string[] = [];
    for (const { name, period, values, chosen } of reference.series) {
      const [best] = fitInUnit(values, period);
      if (best && best.aicc < chosen.aicc + 0.5) better.push(name);
      console.log(name, values.length, chosen.method, chosen.aicc, best && nameOf(best.form), best?.aicc);
    }
    expect(better).to.have.length.at.least(reference.series.length - 1);
  });

  it('finds each form of a series as likely as R does', () => {
    const gas = reference.series.find(({ name }) => name === 'UKgas');
    const fits = fitInUnit(gas?.values ?? [], 4);
    for (const { method, aicc } of reference.forms) {
      const ours = fits.find(({ form }) => nameOf(form) === method);
      console.log(method, aicc, ours?.aicc);
    }
  });
});

/** The fits of values brought near 1, with the AICc that they would have in their own unit. */
function fitInUnit(values: readonly number[], period: number) {
  const unit = 2 ** Math.floor(Math.log2(Math.max(...values.map(Math.abs))));
  const scaled = Float64Array.from(values, (value) => value / unit);
  const fits = fitForms({ values: scaled, start: 0, n: scaled.length, period }, true);
  return fits.map((fit) => ({ ...fit, aicc: fit.aicc + 2 * scaled.length * Math.log(unit) }));
}

function expectClose(actual: Float64Array, expected: ReferenceFit['mean'], tolerance: number): void {
  expect(actual).to.have.length(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).to.be.closeTo(value, tolerance * Math.abs(value));
  });
}
