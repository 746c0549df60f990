import { expect } from 'chai';
import fc from 'fast-check';
import { predictionIntervals } from '../../src/forecast/prediction-intervals.js';
import { modelNamed } from '../../src/models/index.js';

/** Standard normal numbers, the same each time (Box & Muller 1958 on Park & Miller's generator). */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

function intervalsOf(values: Float64Array, horizon: number) {
  const series = { values, period: 1, periods: [] };
  const fit = modelNamed('Naive').fit(series);
  const point = fit.forecast(horizon);
  return { point: point.values, intervals: predictionIntervals(fit, series, point) };
}

describe('prediction intervals', () => {
  it('hold as many future values of random walks as they promise, near and far', () => {
    const horizon = 12;
    const inside = { 80: new Array<number>(horizon).fill(0), 95: new Array<number>(horizon).fill(0) };
    const walks = 1500;
    for (let seed = 1; seed <= walks; seed++) {
      const next = normals(seed * 7919);
      let level = 100;
      const walk = Float64Array.from({ length: 120 + horizon }, () => (level += next() / 20));
      const { intervals } = intervalsOf(walk.subarray(0, 120), horizon);
      for (const coverage of [80, 95] as const) {
        for (let k = 0; k < horizon; k++) {
          const actual = walk[120 + k] ?? Number.NaN;
          const { lower, upper } = intervals[coverage];
          if (actual >= (lower[k] ?? 0) && actual <= (upper[k] ?? 0))
            inside[coverage][k] = (inside[coverage][k] ?? 0) + 1;
        }
      }
    }
    for (const k of [0, horizon - 1]) {
      // Real series change their ways, which walks do not: somewhat too wide for these is right.
      expect((inside[80][k] ?? 0) / walks, `80% at step ${k + 1}`).to.be.within(0.76, 0.92);
      expect((inside[95][k] ?? 0) / walks, `95% at step ${k + 1}`).to.be.within(0.93, 0.9995);
    }
  });

  it('learn from earlier errors when the model has no variance of its own', () => {
    const next = normals(5);
    const values = Float64Array.from({ length: 200 }, () => 1 + next() / 10);
    const fit = { method: 'mean', forecast: (h: number) => ({ values: new Float64Array(h).fill(1), sd: null }) };
    const { 95: interval } = predictionIntervals(fit, { values, period: 1, periods: [] }, fit.forecast(1));
    expect((interval.upper[0] ?? 0) - 1).to.be.within(0.15, 0.35);
  });

  it('never cross, and never fall below zero for a positive series', () => {
    const positive = fc.array(fc.double({ min: 1e-6, max: 2, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(positive, fc.integer({ min: 1, max: 60 }), (numbers, horizon) => {
        const { point, intervals } = intervalsOf(Float64Array.from(numbers), horizon);
        for (let k = 0; k < horizon; k++) {
          const ordered = [
            0,
            intervals[95].lower[k],
            intervals[80].lower[k],
            point[k],
            intervals[80].upper[k],
            intervals[95].upper[k],
          ];
          expect(ordered.every(Number.isFinite)).to.equal(true);
          expect(ordered).to.deep.equal([...ordered].sort((a, b) => Number(a) - Number(b)));
        }
      }),
    );
  });

  it('lie below a forecast of a positive series in proportion to the one above', () => {
    const values = Float64Array.from({ length: 40 }, (_, t) => 1 + (t % 2) / 2);
    const { point, intervals } = intervalsOf(values, 1);
    const [forecast = 0, lower = 0, upper = 0] = [point[0], intervals[95].lower[0], intervals[95].upper[0]];
    expect(lower).to.be.above(0);
    expect(lower).to.be.closeTo(forecast ** 2 / upper, 1e-12);
  });

  it('do not narrow with the step', () => {
    const next = normals(9);
    const { intervals } = intervalsOf(
      Float64Array.from({ length: 80 }, () => next()),
      40,
    );
    const widths = intervals[80].upper.map((upper, k) => upper - (intervals[80].lower[k] ?? 0));
    widths.forEach((width, k) => {
      if (k > 0) expect(width).to.be.at.least((widths[k - 1] ?? 0) * (1 - 1e-12));
    });
  });

  it('are of no width around a constant', () => {
    const { intervals } = intervalsOf(new Float64Array(20).fill(1.5), 3);
    expect([...intervals[95].lower, ...intervals[95].upper]).to.deep.equal(new Array<number>(6).fill(1.5));
  });
});
