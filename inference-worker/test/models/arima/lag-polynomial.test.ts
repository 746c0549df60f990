import { expect } from 'chai';
import fc from 'fast-check';
import {
  fillAutoregressive,
  fillMovingAverage,
  isAdmissible,
  LagPolynomial,
  rootsBeyond,
} from '../../../src/models/arima/lag-polynomial.js';
import type { Orders } from '../../../src/models/arima/orders.js';

/** The coefficients c of 1 - c1 z - ... whose roots are 1 / inverse. */
function fromInverseRoots(inverse: readonly number[]): Float64Array {
  let product = [1];
  for (const root of inverse) {
    product = [...product, 0].map((value, i) => value - root * (product[i - 1] ?? 0));
  }
  return Float64Array.from(product.slice(1), (value) => -value);
}

describe('Lag polynomials', () => {
  it('multiplies the short one with the seasonal one', () => {
    const orders: Orders = { p: 1, d: 0, q: 2, P: 1, D: 0, Q: 1, m: 12, constant: false };
    const coefficients = Float64Array.of(0.5, 0.2, 0.3, 0.4, -0.6);
    const ar = new LagPolynomial();
    fillAutoregressive(ar, orders, coefficients);
    expect([ar.dense[1], ar.dense[12], ar.dense[13], ar.degree]).to.deep.equal([0.5, 0.4, -0.2, 13]);
    const ma = new LagPolynomial();
    fillMovingAverage(ma, orders, coefficients);
    expect([1, 2, 12, 13, 14].map((lag) => ma.dense[lag])).to.deep.equal([0.2, 0.3, -0.6, -0.12, -0.18]);
    expect(ma.degree).to.equal(14);
    expect([...ma.dense].filter((value) => value !== 0)).to.have.length(5);
  });

  it('knows whether all roots lie beyond a radius', () => {
    const roots = fc.array(fc.double({ min: -1.3, max: 1.3, noNaN: true }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(roots, fc.constantFrom(1, 1.01, 1.1), (inverse, radius) => {
        const largest = Math.max(...inverse.map(Math.abs));
        fc.pre(Math.abs(largest * radius - 1) > 1e-3);
        const coefficients = fromInverseRoots(inverse);
        expect(rootsBeyond(radius, coefficients, 0, coefficients.length)).to.equal(largest * radius < 1);
        const negative = coefficients.map((value) => -value);
        expect(rootsBeyond(radius, negative, 0, negative.length, -1)).to.equal(largest * radius < 1);
      }),
    );
  });

  it('knows complex roots', () => {
    // 1 - z + r^2 z^2 has a pair of roots of modulus 1 / r.
    expect(rootsBeyond(1, Float64Array.of(1, -0.81), 0, 2)).to.equal(true);
    expect(rootsBeyond(1.12, Float64Array.of(1, -0.81), 0, 2)).to.equal(false);
    expect(rootsBeyond(1, Float64Array.of(1, -1.01), 0, 2)).to.equal(false);
  });

  it('measures the roots of the season in single points, and refuses what is no number', () => {
    const orders: Orders = { p: 0, d: 0, q: 0, P: 0, D: 0, Q: 1, m: 12, constant: false };
    expect(isAdmissible(orders, Float64Array.of(-0.88), 1.01)).to.equal(true);
    expect(isAdmissible(orders, Float64Array.of(-0.89), 1.01)).to.equal(false);
    expect(isAdmissible(orders, Float64Array.of(-0.89), 1)).to.equal(true);
    expect(isAdmissible(orders, Float64Array.of(Number.NaN), 1)).to.equal(false);
  });
});
