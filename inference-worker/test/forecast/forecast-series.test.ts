import { expect } from 'chai';
import { type ForecastInput, forecastSeries } from '../../src/forecast/forecast-series.js';
import { modelNamed, models } from '../../src/models/index.js';

const hourMs = 3_600_000;

function forecast(modelName: string, input: Partial<ForecastInput> & Pick<ForecastInput, 'values'>) {
  return forecastSeries(modelNamed(modelName), { times: null, horizon: 3, ...input });
}

const codes = (warnings: readonly { code: string }[]) => warnings.map(({ code }) => code);
const days = (times: Float64Array) => Array.from(times, (time) => new Date(time).toISOString().slice(0, 10));
const monthEnds = (count: number) => Float64Array.from({ length: count }, (_, i) => Date.UTC(2021, i + 1, 0));

describe('forecast of a series', () => {
  it('continues the calendar and tells what it found', () => {
    const values = Float64Array.from({ length: 60 }, (_, t) => 100 + t + 20 * Math.sin((Math.PI * t) / 6) + (t % 3));
    const { times, metrics } = forecast('Auto', { values, times: monthEnds(60) });
    expect(days(times)).to.deep.equal(['2026-01-31', '2026-02-28', '2026-03-31']);
    expect(metrics.frequency).to.equal('month end');
    expect(metrics.seasonal_periods).to.deep.equal([12]);
    expect(metrics.method).to.match(/^MSTL\[12\]/);
  });

  it('fills gaps for models, says so, and takes the points as sent for those with fixed results', () => {
    const whole = Float64Array.from({ length: 40 }, (_, t) => t);
    const known = (_: number, t: number) => t % 9 !== 4;
    const input = {
      values: whole.filter(known),
      times: whole.map((t) => Date.UTC(2024, 0, 1 + t)).filter(known),
    };
    const drift = forecast('Drift', input);
    expect(codes(drift.warnings)).to.deep.equal(['gaps_interpolated']);
    expect(drift.values[0]).to.be.closeTo(40, 1e-9);
    const sent = forecast('LinearTrend', input);
    expect(codes(sent.warnings)).to.deep.equal([]);
    // 35 points on their index: steeper than a day a day.
    expect(sent.values[0]).to.be.above(40.2);
    expect(days(sent.times)).to.deep.equal(days(drift.times));
  });

  it('has no times where the series has none', () => {
    const { times, metrics } = forecast('Naive', { values: Float64Array.of(1, 2, 3) });
    expect(times).to.have.length(0);
    expect(metrics.frequency).to.equal(null);
  });

  it('tests the periods that it is given, with those that usually come with them, instead of the calendar’s', () => {
    const wave = (period: number, t: number) => Math.sin((2 * Math.PI * t) / period);
    const values = Float64Array.from({ length: 840 }, (_, t) => 50 + 10 * wave(24, t) + 6 * wave(168, t) + (t % 5) / 5);
    const times = values.map((_, t) => t * hourMs);
    const periodsOf = (input: Partial<ForecastInput>) =>
      forecast('SeasonalNaive', { values, ...input }).metrics.seasonal_periods;
    expect(periodsOf({ times })).to.deep.equal([24, 168]);
    expect(periodsOf({ periods: [24] })).to.deep.equal([24, 168]);
    expect(periodsOf({ times, periods: [168] })).to.deep.equal([168]);
    expect(periodsOf({ times, periods: [] })).to.deep.equal([]);
    expect(periodsOf({})).to.deep.equal([]);
  });

  it('holds a series without negative values at zero, or says that it falls below', () => {
    const values = Float64Array.from({ length: 20 }, (_, t) => 40 - 2 * t);
    const drift = forecast('Drift', { values, horizon: 10 });
    expect([...drift.values.subarray(0, 3)]).to.deep.equal([0, 0, 0]);
    expect(Math.min(...drift.intervals[95].lower)).to.equal(0);
    expect(codes(drift.warnings)).to.deep.equal(['held_at_zero']);
    const line = forecast('LinearTrend', { values, horizon: 10 });
    expect(line.values[9]).to.be.closeTo(-18, 1e-9);
    expect(codes(line.warnings)).to.deep.equal(['below_zero']);
  });

  it('tells the backtest beside that of the naive method, with nulls where the series is too short', () => {
    const { metrics } = forecast('Drift', { values: Float64Array.from({ length: 30 }, (_, t) => 3 * t) });
    expect(metrics.window).to.equal(3);
    expect(metrics.rmse).to.be.closeTo(0, 1e-9);
    expect(metrics.skill).to.be.closeTo(1, 1e-9);
    expect(metrics.naive?.rmse).to.be.closeTo(Math.sqrt((9 + 36 + 81) / 3), 1e-9);
    const short = forecast('Drift', { values: Float64Array.of(1, 2) }).metrics;
    expect(short).to.include({ window: null, smape: null, mase: null, rmse: null, coverage_80: null, naive: null });
  });

  it('measures the backtest on values that its forecast has not seen', () => {
    const values = Float64Array.from({ length: 50 }, (_, t) => 10 + Math.sin(t * t));
    const changed = values.slice();
    for (let t = 47; t < 50; t++) changed[t] = 1000;
    for (const { name } of models) {
      const { metrics } = forecast(name, { values: changed });
      // A forecast that knew of them would err less.
      expect(metrics.rmse, name).to.be.above(900);
    }
  });

  it('is unsure after a single point too', () => {
    for (const { name } of models) {
      const { values, intervals } = forecast(name, { values: Float64Array.of(40) });
      expect([...values], name).to.deep.equal([40, 40, 40]);
      expect(intervals[80].upper[0], name).to.be.within(42, 80);
      expect(intervals[80].lower[0], name).to.be.within(10, 38);
    }
  });

  it('answers the same for the end of a long series as for all of it', () => {
    const values = Float64Array.from(
      { length: 12_000 },
      (_, t) => 100 + 10 * Math.sin((2 * Math.PI * t) / 24) + Math.sin(t * t),
    );
    const whole = forecast('Auto', { values, periods: [24] });
    const end = forecast('Auto', { values: values.slice(-5_000), periods: [24] });
    expect([...whole.values]).to.deep.equal([...end.values]);
    expect([...whole.intervals[95].upper]).to.deep.equal([...end.intervals[95].upper]);
  });
});
