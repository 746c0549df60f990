import { expect } from 'chai';
import { columnsOf } from '../../../src/models/ets/columns.js';
import { nameOf, place } from '../../../src/models/ets/form.js';
import { costOf } from '../../../src/models/ets/likelihood.js';
import { buildNormalEquations } from '../../../src/models/ets/normal-equations.js';
import { differentiate } from '../../../src/models/ets/sensitivities.js';
import { workspaceFor } from '../../../src/models/ets/workspace.js';
import { allForms } from './reference.js';

const period = 4;
const n = 30;
const values = Float64Array.from(
  { length: n },
  (_, t) => 1 + 0.02 * t + 0.2 * Math.cos(t * 1.7) + 0.1 * Math.sin(t * t),
);
const sample = { values, start: 0, n, period };

describe('the derivatives of the cost', () => {
  for (const form of allForms) {
    for (const movesSeason of form.season === 'N' ? [false] : [false, true]) {
      it(`of ${nameOf(form)} agree with differences${movesSeason ? ', by the season too' : ''}`, () => {
        const parameters = new Float64Array(place.season + period);
        parameters.set([0.3, form.trend === 'N' ? 0 : 0.2, form.season === 'N' ? 0 : 0.1]);
        parameters[place.phi] = { N: 0, A: 1, Ad: 0.9 }[form.trend];
        parameters[place.level] = 1;
        parameters[place.slope] = form.trend === 'N' ? 0 : 0.02;
        if (form.season === 'A') parameters.set([0.2, -0.1, 0.05, -0.15], place.season);
        if (form.season === 'M') parameters.set([1.2, 0.9, 1.05, 0.85], place.season);
        const columns = columnsOf(form, period, movesSeason);
        const workspace = workspaceFor(n, period);
        costOf(form, sample, parameters, workspace);
        const meanLog = workspace.fitted.subarray(0, n).reduce((sum, value) => sum + Math.log(value) / n, 0);
        const scale = form.error === 'A' ? 1 : Math.exp(2 * meanLog);
        differentiate(form.season, sample, parameters, columns, workspace);
        buildNormalEquations(form, sample, columns.count, workspace);
        const gradient = workspace.normal.slice(columns.count * (columns.count + 1)).subarray(0, columns.count);
        columns.parameters.forEach((parameter, column) => {
          const step = 1e-6;
          const costs = [step, -step].map((by) => {
            const moved = parameters.slice();
            moved[parameter] = (moved[parameter] ?? 0) + by;
            return costOf(form, sample, moved, workspace);
          });
          const difference = ((costs[0] ?? 0) - (costs[1] ?? 0)) / (2 * step);
          expect(2 * scale * (gradient[column] ?? 0), `parameter ${parameter}`).to.be.closeTo(difference, 1e-6);
        });
      });
    }
  }
});
