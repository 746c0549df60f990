import { expect } from 'chai';
import fc from 'fast-check';
import { horizonFor, missingCredits, priceCredits } from '../../src/pricing/pricing.rules.js';

describe('pricing', () => {
  it('charges each valid row, whatever the horizon', () => {
    expect(priceCredits(3, 1)).to.equal(3);
    expect(priceCredits(1_000, 7)).to.equal(7_000);
  });

  it('tells what a balance lacks, where it is known', () => {
    expect([missingCredits(3, 2), missingCredits(3, 3), missingCredits(0, 0)]).to.deep.equal([1, 0, 0]);
    expect(missingCredits(3, null)).to.equal(null);
  });

  it('forecasts as many points as there are valid rows unless asked otherwise', () => {
    expect(horizonFor(5, undefined)).to.equal(5);
    expect(horizonFor(5, 1)).to.equal(1);
  });

  it('takes a horizon up to ten times the rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 2e7 }), (rows, asked) => {
        expect(horizonFor(rows, asked)).to.equal(asked <= 10 * rows ? asked : null);
      }),
    );
  });
});
