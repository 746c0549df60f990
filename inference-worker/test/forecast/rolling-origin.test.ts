import { expect } from 'chai';
import { rollingErrors } from '../../src/forecast/rolling-origin.js';
import type { FittedModel } from '../../src/models/model.js';

/** Continues with the last value before the origin. */
const lastValue = (values: Float64Array): FittedModel => ({
  method: 'last value',
  forecast: (horizon, origin = values.length) => ({
    values: new Float64Array(horizon).fill(values[origin - 1] ?? Number.NaN),
    sd: null,
  }),
});

describe('rolling-origin errors', () => {
  it('are what each earlier origin got wrong, step by step, as far as the series reaches', () => {
    const values = Float64Array.of(1, 2, 4, 8, 16);
    const { steps, origins, errors } = rollingErrors(lastValue(values), values, 2);
    expect({ steps, origins }).to.deep.equal({ steps: 2, origins: 3 });
    // From 8, from 4 and from 2.
    expect([...errors]).to.deep.equal([8, Number.NaN, 4, 12, 2, 6]);
  });

  it('has no origin in a series that ends there', () => {
    const values = Float64Array.of(1);
    expect(rollingErrors(lastValue(values), values, 3).origins).to.equal(0);
  });

  it('spreads a bounded number of origins and steps over a long series', () => {
    const values = Float64Array.from({ length: 100_000 }, (_, i) => i);
    const asked: number[] = [];
    const fit: FittedModel = {
      method: 'records its origins',
      forecast: (horizon, origin = 0) => {
        asked.push(origin);
        return { values: new Float64Array(horizon), sd: null };
      },
    };
    const { steps, origins } = rollingErrors(fit, values, 10_000);
    expect(origins * steps).to.be.at.most(10_000);
    expect(asked[0]).to.equal(99_999);
    expect(asked[asked.length - 1]).to.equal(99_000);
    expect(new Set(asked).size).to.equal(origins);
  });
});
