import { forecastSeries } from '@coincast/inference-worker/forecast/forecast-series';
import { modelNamed } from '@coincast/inference-worker/models/index';
import { naive2 } from '@coincast/inference-worker/models/naive2';
import { expect } from 'chai';
import { type Entry, type Score, scoreOf } from '../../src/forecast/competition.js';
import { readM1 } from '../../src/forecast/m1.js';

/** What R's `ets` (forecast 8.20) reaches on these series. */
const rEts = { owa: 0.872, msis: 21.07 };

describe('models on the M1 competition', () => {
  const series = readM1();
  const benchmark = series.map(
    ({ train, m, h }): Entry => ({ values: naive2(Float64Array.from(train), m, h), intervals: null }),
  );

  function scoreOfModel(name: string): Score {
    const model = modelNamed(name);
    const entries = series.map(({ train, m, h }) =>
      forecastSeries(model, { times: null, values: Float64Array.from(train), horizon: h, periods: [m] }),
    );
    return scoreOf(series, entries, benchmark);
  }

  it('measures its benchmark by itself', () => {
    const { owa, smape } = scoreOf(series, benchmark, benchmark);
    expect(owa).to.equal(1);
    expect(smape).to.be.closeTo(17.87, 0.01);
  });

  it('ETS is as accurate as R’s', () => {
    expect(scoreOfModel('ETS').owa).to.be.below(rEts.owa);
  });

  it('Auto is more accurate than the mean of ETS and two theta models, with intervals that hold what they promise and no wider than R’s', () => {
    const { owa, coverage80, coverage95, msis } = scoreOfModel('Auto');
    expect(owa).to.be.below(0.83);
    expect(coverage80).to.be.within(0.78, 0.83);
    expect(coverage95).to.be.within(0.93, 0.97);
    expect(msis).to.be.below(rEts.msis);
  });
});
