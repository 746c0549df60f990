import { expect } from 'chai';
import fc from 'fast-check';
import { minimum } from '../../src/numerics/minimum.js';

describe('minimum', () => {
  it('finds the bottom of a parabola in a few looks', () => {
    let looks = 0;
    const f = (x: number) => {
      looks++;
      return (x - 0.3) ** 2;
    };
    expect(minimum(f, 0, 1, 0.5, 0.04, 1e-6)).to.be.closeTo(0.3, 1e-6);
    expect(looks).to.be.below(10);
  });

  it('finds any single bottom, however steep its sides', () => {
    const bottom = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const steepness = fc.constantFrom(0.5, 1, 2, 4, 8);
    fc.assert(
      fc.property(bottom, steepness, steepness, (place, left, right) => {
        const f = (x: number) => (x < place ? (place - x) ** left : 3 * (x - place) ** right);
        // A bottom of degree 8 is flat to rounding over a hundredth.
        const flat = Math.max(left, right) > 2 ? 0.03 : 1e-5;
        expect(minimum(f, 0, 1, 0.5, f(0.5), 1e-7)).to.be.closeTo(place, flat);
      }),
    );
  });

  it('stays within its bounds and stops on a plain', () => {
    expect(minimum(() => 1, 0.2, 0.4, 0.3, 1, 1e-6)).to.be.within(0.2, 0.4);
    expect(minimum((x) => x, 0.2, 0.4, 0.2, 0.2, 1e-6)).to.be.closeTo(0.2, 1e-5);
  });
});
