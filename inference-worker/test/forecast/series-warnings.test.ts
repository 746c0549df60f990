import { expect } from 'chai';
import { seriesWarnings } from '../../src/forecast/series-warnings.js';

/** Between -1 and 1, the same each time. */
const noise = (i: number) => Math.sin(i * 12.9898) * Math.cos(i * 78.233);
const series = (length: number, value: (i: number) => number) => Float64Array.from({ length }, (_, i) => value(i));

const warningsOf = (values: Float64Array, horizon = 5, season = 1) =>
  seriesWarnings({ values, times: new Float64Array() }, season, horizon);

function codesOf(values: Float64Array, horizon = 5, season = 1): string[] {
  return warningsOf(values, horizon, season).map(({ code }) => code);
}

describe('warnings about a series', () => {
  it('has none for an ordinary one', () => {
    expect(codesOf(series(100, (i) => 50 + i + 3 * noise(i)))).to.deep.equal([]);
    expect(
      codesOf(
        series(120, (i) => 50 + 20 * Math.sin((i * Math.PI) / 6) + noise(i)),
        12,
        12,
      ),
    ).to.deep.equal([]);
  });

  it('has none for random walks', () => {
    for (let seed = 1; seed <= 50; seed++) {
      let level = 0;
      const walk = series(300, (i) => {
        level += noise(i * 7 + seed * 1000) + noise(i * 3 + seed * 77);
        return level;
      });
      expect(codesOf(walk), `seed ${seed}`).to.deep.equal([]);
    }
  });

  it('has none for growth, whose changes grow', () => {
    expect(codesOf(series(60, (i) => Math.exp(i / 4) * (1 + noise(i) / 20)))).to.deep.equal([]);
  });

  it('says that a series is too short', () => {
    const [warning] = warningsOf(Float64Array.of(1, 3), 1);
    expect(warning?.code).to.equal('too_short');
    expect(warning?.message).to.match(/^The series has only 2 points/);
    expect(warningsOf(Float64Array.of(1), 1)[0]?.message).to.match(/only one point/);
  });

  it('says that a series is constant, of one point only that it is short', () => {
    expect(codesOf(new Float64Array(20).fill(3))).to.deep.equal(['constant']);
    expect(codesOf(Float64Array.of(3), 1)).to.deep.equal(['too_short']);
  });

  it('says that the forecast reaches further than the history', () => {
    expect(codesOf(series(20, noise), 20)).to.deep.equal([]);
    expect(codesOf(series(20, noise), 21)).to.deep.equal(['horizon_far']);
  });

  it('counts spikes and names the first, also on top of a season', () => {
    const spiky = series(100, (i) => 50 + noise(i) + (i === 60 || i === 80 ? 40 : 0));
    const [warning, ...others] = warningsOf(spiky);
    expect(others).to.deep.equal([]);
    expect(warning?.code).to.equal('outliers');
    expect(warning?.message).to.match(/^2 points .* first at point 61/);
    const seasonal = series(120, (i) => 50 + 20 * Math.sin((i * Math.PI) / 6) + noise(i) - (i === 70 ? 30 : 0));
    expect(codesOf(seasonal, 12, 12)).to.deep.equal(['outliers']);
  });

  it('finds where the level shifts for good', () => {
    const shifted = series(100, (i) => noise(i) + (i >= 63 ? 30 : 0));
    const [warning, ...others] = warningsOf(shifted);
    expect(others).to.deep.equal([]);
    expect(warning?.code).to.equal('structural_break');
    expect(warning?.message).to.include('at point 64');
    const seasonal = series(120, (i) => 20 * Math.sin((i * Math.PI) / 6) + noise(i) + (i >= 63 ? 40 : 0));
    expect(warningsOf(seasonal, 5, 12)[0]?.message).to.include('at point 64');
    const times = shifted.map((_, i) => Date.UTC(2024, 0, 1 + i));
    expect(seriesWarnings({ values: shifted, times }, 1, 5)[0]?.message).to.include('at 2024-03-04');
  });
});
