import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { fitTheta } from '../../src/models/theta.js';
import { relativeDistance } from './continue.js';

/** Written by `test/fixtures/theta.R`. */
interface Reference {
  id: string;
  period: number;
  values: number[];
  alpha: number;
  mean: number[];
  sd: number[];
}

const references: Reference[] = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/theta.json', import.meta.url), 'utf8'),
);

const theta = (values: readonly number[], period = 1) =>
  fitTheta({ values: Float64Array.from(values), period, periods: [] });

describe('Theta', () => {
  for (const { id, period, values, mean, sd } of references) {
    it(`forecasts as R's thetaf: ${id}`, () => {
      const forecast = theta(values, period).forecast(mean.length);
      expect(relativeDistance(forecast.values, mean)).to.be.below(1e-3);
      expect(relativeDistance(forecast.sd ?? new Float64Array(), sd)).to.be.below(5e-3);
    });
  }

  it('continues a straight line with half its slope from the smoothed level', () => {
    const { values } = theta(Array.from({ length: 30 }, (_, t) => 0.5 + t / 30)).forecast(3);
    // Alpha is at its upper end: the level is the last value, and the past adds half a slope.
    [1, 2, 3].forEach((h, i) => {
      expect(values[i]).to.be.closeTo(0.5 + 29 / 30 + h / 60, 1e-4);
    });
  });

  it('takes the season out and brings it back', () => {
    const seasonal = Array.from({ length: 40 }, (_, t) => 1 + ([0.25, 0, -0.125, -0.125][t % 4] ?? 0));
    const fit = theta(seasonal, 4);
    expect(fit.method).to.equal('Theta[4]');
    expect(relativeDistance(fit.forecast(8).values, [...seasonal.slice(0, 8)])).to.be.below(1e-9);
  });

  it('adds the season where values are not all positive', () => {
    const seasonal = Array.from({ length: 40 }, (_, t) => [1, 0, -1, 0][t % 4] ?? 0);
    const fit = theta(seasonal, 4);
    expect(fit.method).to.equal('Theta[4]');
    expect(relativeDistance(fit.forecast(8).values, [...seasonal.slice(0, 8)])).to.be.below(1e-9);
  });

  it('says how sure it is only when it can', () => {
    expect(theta([1]).forecast(2)).to.deep.equal({ values: Float64Array.of(1, 1), sd: null });
    expect(theta([1, 1.5]).forecast(2).sd).to.equal(null);
    expect(theta([1, 1.5, 1.2, 1.4]).forecast(2).sd).to.have.length(2);
  });
});
