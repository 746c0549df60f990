import { expect } from 'chai';
import { fitDrift } from '../../src/models/drift.js';
import { fitNaive } from '../../src/models/naive.js';
import { naive2 } from '../../src/models/naive2.js';
import { fitSeasonalNaive } from '../../src/models/seasonal-naive.js';
import { relativeDistance } from './continue.js';

const values = Float64Array.of(3, 5, 4, 8, 7, 9, 12);
const none = new Float64Array();

describe('Naive', () => {
  it('repeats the last value; changes about 0 tell how far it may wander', () => {
    const { values: future, sd } = fitNaive({ values, period: 1, periods: [] }).forecast(3);
    expect([...future]).to.deep.equal([12, 12, 12]);
    // Changes 2, -1, 4, -1, 2, 3: mean square 35/6.
    expect(
      relativeDistance(
        sd ?? none,
        [1, 2, 3].map((h) => Math.sqrt((35 / 6) * h)),
      ),
    ).to.be.below(1e-15);
  });

  it('of one value does not know how far it may wander', () => {
    const fit = fitNaive({ values, period: 1, periods: [] });
    expect(fit.forecast(2, 1)).to.deep.equal({ values: Float64Array.of(3, 3), sd: null });
  });
});

describe('SeasonalNaive', () => {
  it('repeats the last season, each time with a season more of variance', () => {
    const fit = fitSeasonalNaive({ values, period: 3, periods: [3] });
    const { values: future, sd } = fit.forecast(5);
    expect(fit.method).to.equal('SeasonalNaive[3]');
    expect([...future]).to.deep.equal([7, 9, 12, 7, 9]);
    // Differences 5, 2, 5, 4 over a season: mean square 70/4. As R's snaive.
    expect(relativeDistance(sd ?? none, [4.1833, 4.1833, 4.1833, 5.91608, 5.91608])).to.be.below(1e-6);
  });

  it('takes the longest confirmed season, and none that is not confirmed', () => {
    expect(fitSeasonalNaive({ values, period: 2, periods: [2, 3] }).method).to.equal('SeasonalNaive[3]');
    expect(fitSeasonalNaive({ values, period: 2, periods: [] }).method).to.equal('Naive');
  });

  it('continues the first values by their own last season, or their last one', () => {
    const fit = fitSeasonalNaive({ values, period: 3, periods: [3] });
    expect([...fit.forecast(3, 4).values]).to.deep.equal([5, 4, 8]);
    expect([...fit.forecast(3, 2).values]).to.deep.equal([5, 5, 5]);
  });
});

describe('Drift', () => {
  it('continues the line from the first value through the last', () => {
    const { values: future, sd } = fitDrift({ values, period: 1, periods: [] }).forecast(3);
    expect(relativeDistance(future, [13.5, 15, 16.5])).to.be.below(1e-15);
    // As R's rwf with drift.
    expect(relativeDistance(sd ?? none, [2.239792, 3.386247, 4.398863])).to.be.below(1e-6);
  });

  it('repeats one value', () => {
    const { values: future, sd } = fitDrift({ values, period: 1, periods: [] }).forecast(2, 1);
    expect([[...future], sd]).to.deep.equal([[3, 3], null]);
  });
});

describe('Naive2', () => {
  it('repeats the last value without its season', () => {
    const season = [0.6, 1, 1.4, 1];
    const seasonal = Float64Array.from({ length: 41 }, (_, t) => 10 * (season[t % 4] ?? 0));
    expect(relativeDistance(naive2(seasonal, 4, 5), [10, 14, 10, 6, 10])).to.be.below(1e-12);
  });

  it('is the naive method with less than three seasons, or none', () => {
    expect([...naive2(Float64Array.of(1, 3, 1, 3, 1, 3, 1, 3), 4, 2)]).to.deep.equal([3, 3]);
    expect([...naive2(Float64Array.of(2, 2, 2, 2, 2, 2), 2, 2)]).to.deep.equal([2, 2]);
    expect([...naive2(Float64Array.of(1, 3), 1, 1)]).to.deep.equal([3]);
  });
});
