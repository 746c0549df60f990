import { expect } from 'chai';
import { fitDrift } from '../../src/models/drift.js';
import { fitOnLogs } from '../../src/models/log-scale.js';
import type { Series } from '../../src/models/model.js';

const series = (...values: number[]): Series => ({ values: Float64Array.from(values), period: 1, periods: [] });

describe('a model on the logarithms', () => {
  it('takes growth for a rate', () => {
    const { method, forecast } = fitOnLogs(series(0.125, 0.25, 0.5, 1), fitDrift);
    expect(method).to.equal('Drift of logs');
    forecast(3).values.forEach((value, step) => {
      expect(value).to.be.closeTo(2 ** (step + 1), 1e-9);
    });
    expect(forecast(1, 2).values[0]).to.be.closeTo(0.5, 1e-9);
  });

  it('brings the error back in proportion to the forecast', () => {
    const { values, sd } = fitOnLogs(series(1, 1.1, 1, 1.2, 1), fitDrift).forecast(1);
    // Changes of the logarithms: ln 1.1 up and down, ln 1.2 up and down; their drift is 0.
    const variance = (2 * Math.log(1.1) ** 2 + 2 * Math.log(1.2) ** 2) / 3;
    expect(values[0]).to.be.closeTo(1, 1e-12);
    expect(sd?.[0]).to.be.closeTo(Math.sqrt(variance * 1.25), 1e-12);
  });

  it('fits values that have no logarithm as they are', () => {
    for (const last of [0, -1]) {
      const { method, forecast } = fitOnLogs(series(2, 1, last), fitDrift);
      expect(method).to.equal('Drift');
      expect(forecast(1).values[0]).to.be.closeTo(last + (last - 2) / 2, 1e-12);
    }
  });
});
