import { expect } from 'chai';
import fc from 'fast-check';
import { InnovationsFilter, psiWeights } from '../../../src/models/arima/innovations-filter.js';
import { isAdmissible } from '../../../src/models/arima/lag-polynomial.js';
import type { Orders } from '../../../src/models/arima/orders.js';

/** Autocovariances 0..lags of the process, from a long run of its psi weights. */
function covariancesFromPsi(filter: InnovationsFilter, lags: number): number[] {
  const count = 4000;
  const psi = new Float64Array(count);
  psiWeights(filter.ar, filter.ma, count, psi);
  return Array.from({ length: lags + 1 }, (_, h) => {
    let sum = 0;
    for (let j = 0; j + h < count; j++) sum += (psi[j] ?? 0) * (psi[j + h] ?? 0);
    return sum;
  });
}

/** Cholesky's factor of the Toeplitz matrix of the covariances: the textbook's way to errors and determinant. */
function whiten(covariances: number[], w: Float64Array): { errors: number[]; logDeterminant: number } {
  const n = w.length;
  const factor = Array.from({ length: n }, () => new Float64Array(n));
  const errors: number[] = [];
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) {
    const row = factor[i] ?? new Float64Array(n);
    for (let j = 0; j <= i; j++) {
      let sum = covariances[i - j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (row[k] ?? 0) * (factor[j]?.[k] ?? 0);
      row[j] = i === j ? Math.sqrt(sum) : sum / (factor[j]?.[j] ?? 1);
    }
    let rest = w[i] ?? 0;
    for (let k = 0; k < i; k++) rest -= (row[k] ?? 0) * (errors[k] ?? 0);
    errors.push(rest / (row[i] ?? 1));
    logDeterminant += 2 * Math.log(row[i] ?? 1);
  }
  return { errors, logDeterminant };
}

const forms = fc.record({
  p: fc.integer({ min: 0, max: 2 }),
  q: fc.integer({ min: 0, max: 3 }),
  P: fc.integer({ min: 0, max: 2 }),
  Q: fc.integer({ min: 0, max: 2 }),
  m: fc.constantFrom(4, 7),
});

describe('InnovationsFilter', () => {
  it('agrees with the factorised covariance matrix', () => {
    const coefficients = fc.array(fc.double({ min: -0.6, max: 0.6, noNaN: true }), { minLength: 9, maxLength: 9 });
    const values = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(forms, coefficients, values, (form, drawn, numbers) => {
        const orders: Orders = { ...form, d: 0, D: 0, constant: true };
        const parameters = Float64Array.from(drawn);
        fc.pre(isAdmissible(orders, parameters, 1.02));
        const w = Float64Array.from(numbers);
        const filter = new InnovationsFilter(w.length);
        expect(filter.prepare(orders, parameters)).to.equal(true);
        filter.run(w, w.length, true);
        const covariances = covariancesFromPsi(filter, w.length);
        const { errors, logDeterminant } = whiten(covariances, w);
        expect(filter.logDeterminant).to.be.closeTo(logDeterminant, 1e-5);
        const ones = whiten(covariances, new Float64Array(w.length).fill(1)).errors;
        errors.forEach((error, t) => {
          expect(filter.errors[t]).to.be.closeTo(error, 1e-5);
          expect(filter.unitErrors[t]).to.be.closeTo(ones[t] ?? 0, 1e-5);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('refuses an autoregression that is not stationary', () => {
    const orders: Orders = { p: 1, d: 0, q: 0, P: 0, D: 0, Q: 0, m: 1, constant: false };
    expect(new InnovationsFilter(3).prepare(orders, Float64Array.of(1.1))).to.equal(false);
  });

  it('has the psi weights of known models', () => {
    const filter = new InnovationsFilter(1);
    const psi = new Float64Array(5);
    const weights = (orders: Partial<Orders>, coefficients: number[]) => {
      const form: Orders = { p: 0, d: 0, q: 0, P: 0, D: 0, Q: 0, m: 1, constant: false, ...orders };
      filter.prepare(form, Float64Array.from(coefficients));
      psiWeights(filter.ar, filter.ma, 5, psi);
      return [...psi];
    };
    expect(weights({ p: 1 }, [0.5])).to.deep.equal([1, 0.5, 0.25, 0.125, 0.0625]);
    expect(weights({ q: 2 }, [0.5, -0.25])).to.deep.equal([1, 0.5, -0.25, 0, 0]);
    expect(weights({ p: 1, q: 1 }, [0.5, 0.25])).to.deep.equal([1, 0.75, 0.375, 0.1875, 0.09375]);
    expect(weights({ q: 1, Q: 1, m: 3 }, [0.5, 0.5])).to.deep.equal([1, 0.5, 0, 0.5, 0.25]);
  });
});
