import { expect } from 'chai';
import fc from 'fast-check';
import { type EndLabel, placeEndLabels } from '../../src/chart/end-labels.js';

const label = (y: number, level: number): EndLabel => ({ text: String(level), y, level });

describe('labels at the ends of lines', () => {
  it('stay where they are when they have room', () => {
    expect(placeEndLabels([label(30, 0), label(10, 1), label(50, 1)], 4).map(({ y }) => y)).deep.equal([10, 30, 50]);
  });

  it('move apart, the value least', () => {
    const placed = placeEndLabels([label(50, 0), label(48, 1), label(52, 1)], 4);
    expect(placed.map(({ y }) => y)).deep.equal([46, 50, 54]);
  });

  it('leave out the inner interval, then the outer, when all are in one place', () => {
    const crowded = [label(50, 0), ...[50, 50].map((y) => label(y, 1)), ...[50, 50].map((y) => label(y, 2))];
    expect(placeEndLabels(crowded, 4).map(({ level }) => level)).not.to.include(2);
    expect(placeEndLabels([label(99, 0), label(99, 1), label(99, 1)], 30).map(({ level }) => level)).deep.equal([0]);
  });

  it('never overlap, stay inside and keep the value', () => {
    const labels = fc.array(fc.record({ y: fc.double({ min: 0, max: 100, noNaN: true }), level: fc.nat(2) }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), labels, (value, others) => {
        const placed = placeEndLabels([label(value, 0), ...others.map(({ y, level }) => label(y, level || 1))], 4.2);
        placed.forEach((at, i) => {
          expect(at.y).within(-1e-9, 100 + 1e-9);
          const next = placed[i + 1];
          if (next) expect(next.y - at.y).least(4.2 - 1e-9);
        });
        expect(placed.some(({ level }) => level === 0)).equal(true);
      }),
    );
  });
});
