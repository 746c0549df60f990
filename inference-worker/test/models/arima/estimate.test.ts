import { expect } from 'chai';
import { differenced } from '../../../src/models/arima/differencing.js';
import { Estimator } from '../../../src/models/arima/estimate.js';
import type { Orders } from '../../../src/models/arima/orders.js';
import { Predictor } from '../../../src/models/arima/predict.js';
import { references } from './references.js';

describe('ARIMA estimation', () => {
  for (const { name, values, period, fixed } of references) {
    const { p, d, q, P, D, Q, constant } = fixed;
    const orders: Orders = { p, d, q, P, D, Q, constant, m: period };
    it(`fits (${p},${d},${q})(${P},${D},${Q}) to ${name} as R's exact likelihood does`, () => {
      const w = differenced(values, orders);
      const start = new Float64Array(p + q + P + Q).fill(0.1);
      const estimate = new Estimator(w, orders).fit(orders, start, Number.POSITIVE_INFINITY);
      const n = w.length;
      // R's AICc counts the terms in n alone too.
      const aicc = estimate.aicc + n * (1 + Math.log((2 * Math.PI) / n));
      expect(aicc).to.be.closeTo(fixed.aicc, 0.02);
      // The likelihood is flat at its top: the ends of both searches are within a small part of the noise.
      fixed.coefficients.slice(0, start.length).forEach((coefficient, i) => {
        expect(estimate.coefficients[i]).to.be.closeTo(coefficient, 0.02);
      });
      const { values: mean, sd } = new Predictor(estimate).predict(values, 12);
      fixed.sd.forEach((deviation, step) => {
        expect(mean[step]).to.be.closeTo(fixed.mean[step] ?? Number.NaN, 0.05 * deviation);
        expect(sd?.[step]).to.be.closeTo(deviation, 0.02 * deviation);
      });
    });
  }

  it('leaves a model half-way that cannot get below the target', () => {
    const reference = references[0];
    if (!reference) throw new Error('no reference');
    const orders: Orders = { p: 1, d: 0, q: 1, P: 0, D: 0, Q: 0, m: 1, constant: true };
    const estimator = new Estimator(reference.values, orders);
    const start = Float64Array.of(0.1, 0.1);
    const whole = estimator.fit(orders, start, Number.POSITIVE_INFINITY);
    const half = estimator.fit(orders, start, whole.aicc - 100);
    expect(half.aicc).to.be.at.least(whole.aicc);
    expect([...start]).to.deep.equal([0.1, 0.1]);
  });

  it('refuses a model on the edge of invertibility', () => {
    // Differences of white noise: the moving average has its root on the unit circle.
    let state = 1;
    const noise = Float64Array.from({ length: 201 }, () => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    });
    const w = noise.slice(1).map((value, t) => value - (noise[t] ?? 0));
    const orders: Orders = { p: 0, d: 0, q: 1, P: 0, D: 0, Q: 0, m: 1, constant: false };
    expect(new Estimator(w, orders).fit(orders, new Float64Array(1), Infinity).aicc).to.equal(Infinity);
  });
});
