import { expect } from 'chai';
import { fitArimaNonSeasonal } from '../../src/models/arima.js';
import { fitAuto } from '../../src/models/auto.js';
import { fitDotm } from '../../src/models/dotm.js';
import { fitEtsNonSeasonal } from '../../src/models/ets.js';
import { fitOnLogs } from '../../src/models/log-scale.js';
import type { Series } from '../../src/models/model.js';
import { fitTheta } from '../../src/models/theta.js';
import { normalNumbers } from '../seasonality/noise.js';

const noisyTrend = (seed: number): Series => {
  const normal = normalNumbers(seed);
  return { values: Float64Array.from({ length: 60 }, (_, t) => 1 + t / 100 + normal() / 30), period: 1, periods: [] };
};

const membersOf = (series: Series) =>
  [fitEtsNonSeasonal(series), fitArimaNonSeasonal(series), fitDotm(series), fitOnLogs(series, fitTheta)] as const;

describe('Auto', () => {
  it('lies among its members, no farther from their median than half a standard error', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const series = noisyTrend(seed);
      const { values, sd } = fitAuto(series).forecast(60);
      const members = membersOf(series).map((member) => member.forecast(60).values);
      values.forEach((value, step) => {
        const sorted = members.map((member) => member[step] ?? Number.NaN).sort((a, b) => a - b);
        const median = ((sorted[1] ?? 0) + (sorted[2] ?? 0)) / 2;
        expect(value).to.be.within(sorted[0] ?? 0, sorted[3] ?? 0);
        expect(Math.abs(value - median)).to.be.at.most(0.5 * (sd?.[step] ?? 0));
      });
    }
  });

  it('is the mean of members that agree to within half a standard error', () => {
    const series = noisyTrend(7);
    const { values, sd } = fitAuto(series).forecast(1);
    const members = membersOf(series).map((member) => member.forecast(1).values[0] ?? Number.NaN);
    expect(Math.max(...members) - Math.min(...members)).to.be.below(0.5 * (sd?.[0] ?? 0));
    expect(values[0]).to.be.closeTo(members.reduce((a, b) => a + b, 0) / 4, 1e-12);
  });

  it('leaves ARIMA out of few points, in which it would forecast zero', () => {
    const { method, forecast } = fitAuto({ values: Float64Array.of(1.25, 1.1, 1, 1.05), period: 1, periods: [] });
    expect(method).not.to.include('ARIMA');
    expect(forecast(1).values[0]).to.be.within(0.8, 1.2);
  });

  it('takes confirmed seasons out before and puts them back after', () => {
    const season = (t: number) => 0.3 * Math.sin((2 * Math.PI * t) / 52);
    const normal = normalNumbers(3);
    const values = Float64Array.from({ length: 260 }, (_, t) => 1 + season(t) + normal() / 50);
    const { method, forecast } = fitAuto({ values, period: 52, periods: [52] });
    expect(method).to.match(/^MSTL\[52\].* \+ mean of ETS/);
    forecast(52).values.forEach((value, step) => {
      expect(value).to.be.closeTo(1 + season(260 + step), 0.06);
    });
  });
});
