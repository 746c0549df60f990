import { expect } from 'chai';
import type { Orders } from '../../../src/models/arima/orders.js';
import { Predictor } from '../../../src/models/arima/predict.js';

const white: Orders = { p: 0, d: 0, q: 0, P: 0, D: 0, Q: 0, m: 1, constant: false };

/** A model with innovations of variance 4. */
const model = (orders: Partial<Orders>, coefficients: number[], mean = 0) =>
  new Predictor({
    orders: { ...white, ...orders },
    coefficients: Float64Array.from(coefficients),
    mean,
    variance: 4,
    aicc: 0,
  });

const close = (actual: Float64Array | null, expected: number[]) => {
  expect(actual).to.have.length(expected.length);
  expected.forEach((value, i) => {
    expect(actual?.[i]).to.be.closeTo(value, 1e-12);
  });
};

describe('ARIMA prediction', () => {
  const values = Float64Array.of(3, 5, 4, 7, 6, 9, 8);

  it('of white noise is its mean, as uncertain at every step', () => {
    const { values: ahead, sd } = model({ constant: true }, [], 2.5).predict(values, 3);
    close(ahead, [2.5, 2.5, 2.5]);
    close(sd, [2, 2, 2]);
  });

  it('of a random walk with drift is a line, its deviation growing with the root of the step', () => {
    const { values: ahead, sd } = model({ d: 1, constant: true }, [], 0.5).predict(values, 4);
    close(ahead, [8.5, 9, 9.5, 10]);
    close(sd, [2, 2 * Math.sqrt(2), 2 * Math.sqrt(3), 4]);
  });

  it('of two differences goes on along the last slope', () => {
    const { values: ahead, sd } = model({ d: 2 }, []).predict(values, 3);
    close(ahead, [7, 6, 5]);
    close(sd, [2, 2 * Math.sqrt(5), 2 * Math.sqrt(14)]);
  });

  it('of an autoregression returns to the mean', () => {
    const { values: ahead, sd } = model({ p: 1, constant: true }, [0.5], 6).predict(values, 3);
    close(ahead, [7, 6.5, 6.25]);
    close(sd, [2, 2 * Math.sqrt(1.25), 2 * Math.sqrt(1.3125)]);
  });

  it('of exponential smoothing is flat, with the variance 1 + (h - 1)(1 + theta)^2', () => {
    const { values: ahead, sd } = model({ d: 1, q: 1 }, [-0.6]).predict(values, 3);
    expect(ahead[1]).to.equal(ahead[0]);
    expect(ahead[2]).to.equal(ahead[0]);
    close(sd, [2, 2 * Math.sqrt(1.16), 2 * Math.sqrt(1.32)]);
  });

  it('of a seasonal difference repeats the last season, and gets less certain by the season', () => {
    const { values: ahead, sd } = model({ D: 1, m: 3 }, []).predict(values, 4);
    close(ahead, [6, 9, 8, 6]);
    close(sd, [2, 2, 2, 2 * Math.sqrt(2)]);
  });

  it('of values too few to be differenced repeats what there is', () => {
    close(model({ d: 1, D: 1, m: 3 }, []).predict(values.subarray(0, 2), 3).values, [5, 5, 5]);
    close(model({ d: 1, D: 1, m: 2 }, []).predict(values.subarray(0, 2), 1).values, [3]);
    close(model({ d: 2 }, []).predict(values.subarray(0, 1), 2).values, [3, 3]);
  });
});
