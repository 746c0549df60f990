import { expect } from 'chai';
import fc from 'fast-check';
import { Thinning, thinSeries } from '../../src/quote/thin-series.rules.js';

const seriesOf = (values: number[]) => ({
  times: Float64Array.from(values, (_, i) => 1_000 * i),
  values: Float64Array.from(values),
});

describe('thinning a series', () => {
  it('leaves a series alone that is short enough', () => {
    for (const length of [0, 1, 2, 9, 10]) {
      const series = seriesOf(Array.from({ length }, (_, i) => i));
      expect(thinSeries(series, 10)).to.equal(series);
    }
  });

  it('keeps the lowest and the highest of each stretch, in their order', () => {
    const thinned = thinSeries(seriesOf([5, 1, 9, 5, 5, 8, 2, 5, 5, 7]), 6);
    expect([...thinned.values]).to.deep.equal([5, 1, 9, 8, 2, 7]);
    expect([...thinned.times]).to.deep.equal([0, 1_000, 2_000, 5_000, 6_000, 9_000]);
  });

  it('keeps one point of a stretch without change', () => {
    expect([...thinSeries(seriesOf(Array(100).fill(3)), 10).values]).to.deep.equal(Array(6).fill(3));
  });

  it('keeps a single peak in a million points, and two thousand of them in all', () => {
    const values = Array.from({ length: 1_000_000 }, (_, i) => Math.sin(i / 1_000) + (i % 7));
    values[654_321] = 1e6;
    const thinned = thinSeries(seriesOf(values), 2_000);
    expect(thinned.values).to.have.lengthOf(2_000);
    expect(thinned.times[thinned.values.indexOf(1e6)]).to.equal(654_321_000);
  });

  it('keeps the ends and the extremes, takes only what is there, in order, and never too much', () => {
    const price = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 }));
    const gaps = fc.constantFrom(0, 1, 60_000, 1e12);
    const points = fc.array(fc.tuple(price, gaps), { minLength: 1, maxLength: 400, size: 'max' });
    fc.assert(
      fc.property(points, fc.integer({ min: 2, max: 30 }), (sent, half) => {
        let time = 0;
        const all = sent.map(([value, gap]) => {
          time += gap;
          return { time, value };
        });
        const thinned = thinSeries(
          { times: Float64Array.from(all, (p) => p.time), values: Float64Array.from(all, (p) => p.value) },
          2 * half,
        );
        const kept = [...thinned.values].map((value, i) => ({ time: thinned.times[i] ?? Number.NaN, value }));
        expect(kept)
          .to.have.lengthOf(thinned.times.length)
          .and.lengthOf.at.most(2 * half);
        expect([kept[0], kept.at(-1)]).to.deep.equal([all[0], all.at(-1)]);
        // + 0: of 0 and -0 either will do.
        const extremesOf = (some: typeof all) => [
          Math.min(...some.map(({ value }) => value)) + 0,
          Math.max(...some.map(({ value }) => value)) + 0,
        ];
        expect(extremesOf(kept)).to.deep.equal(extremesOf(all));
        // Each is found behind the one before it, so that it is a subset, in order, and nothing twice.
        let from = 0;
        for (const point of kept) {
          const at = all.findIndex(
            ({ time, value }, i) => i >= from && time === point.time && Object.is(value, point.value),
          );
          expect(at, `${JSON.stringify(point)} from ${from}`).to.be.at.least(from);
          from = at + 1;
        }
      }),
    );
  });

  it('keeps the same of columns that come in pages, however they are cut, and at the same places of each', () => {
    const values = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true })), {
      minLength: 1,
      maxLength: 200,
      size: 'max',
    });
    const cuts = fc.array(fc.nat({ max: 60 }), { maxLength: 20 });
    fc.assert(
      fc.property(values, cuts, fc.integer({ min: 2, max: 20 }), (sent, sizes, half) => {
        const whole = seriesOf(sent);
        const thinning = new Thinning({ length: sent.length, maxPoints: 2 * half, columns: 3, drawn: 1 });
        let from = 0;
        for (const size of [...sizes, sent.length]) {
          const cut = (column: Float64Array) => column.subarray(from, from + size);
          thinning.add([cut(whole.times), cut(whole.values), cut(whole.times)]);
          from = Math.min(from + size, sent.length);
        }
        const expected = thinSeries(whole, 2 * half);
        expect(thinning.kept()).to.deep.equal([expected.times, expected.values, expected.times]);
      }),
    );
  });
});
