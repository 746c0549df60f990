import { expect } from 'chai';
import { backtest } from '../../src/forecast/backtest.js';
import { modelNamed } from '../../src/models/index.js';

const of = (values: number[], unit = 1) => ({ values: Float64Array.from(values), period: 1, candidates: [], unit });

describe('backtest', () => {
  it('holds back the end, forecasts it and compares with the naive method', () => {
    // The line is continued exactly; the naive method misses the two points by 1 and 2 units of 0.1.
    const line = Array.from({ length: 12 }, (_, i) => 1 + i / 10);
    const tested = backtest(modelNamed('LinearTrend'), of(line), 2);
    expect(tested?.window).to.equal(2);
    expect(tested?.rmse).to.be.closeTo(0, 1e-12);
    expect(tested?.mase).to.be.closeTo(0, 1e-12);
    expect(tested?.skill).to.be.closeTo(1, 1e-12);
    expect(tested?.naive.rmse).to.be.closeTo(Math.sqrt((0.01 + 0.04) / 2), 1e-12);
    expect(tested?.naive.mase).to.be.closeTo(1.5, 1e-12);
    // The last value left is 1.9, what came was 2 and 2.1.
    expect(tested?.naive.smape).to.be.closeTo(100 * (0.1 / 3.9 + 0.2 / 4), 1e-9);
  });

  it('holds back a fifth of the series at most, one point at least', () => {
    const line = Array.from({ length: 50 }, (_, i) => 1 + i / 50);
    expect(backtest(modelNamed('Naive'), of(line), 400)?.window).to.equal(10);
    expect(backtest(modelNamed('Naive'), of(line.slice(0, 4)), 4)?.window).to.equal(1);
    expect(backtest(modelNamed('Naive'), of(line.slice(0, 2)), 2)).to.equal(null);
  });

  it('tells the error in the unit of the series', () => {
    const line = Array.from({ length: 12 }, (_, i) => 1 + i / 12);
    const plain = backtest(modelNamed('Naive'), of(line), 2);
    const scaled = backtest(modelNamed('Naive'), of(line, 1024), 2);
    expect(scaled?.rmse).to.equal((plain?.rmse ?? 0) * 1024);
    expect(scaled?.mase).to.equal(plain?.mase);
  });

  it('has no skill to tell where the naive method makes no error', () => {
    expect(backtest(modelNamed('LinearTrend'), of(new Array<number>(20).fill(1)), 3)?.skill).to.equal(null);
  });
});
