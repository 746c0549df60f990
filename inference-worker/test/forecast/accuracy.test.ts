import { expect } from 'chai';
import {
  coverage,
  mase,
  meanAbsoluteError,
  msis,
  owa,
  rmse,
  seasonalNaiveScale,
  smape,
} from '../../src/forecast/accuracy.js';

const numbers = (...values: number[]) => Float64Array.from(values);

describe('accuracy', () => {
  it('smape relates each error to the mean magnitude of both values', () => {
    // |2-4|/3 and |5-5|/5, times 100.
    expect(smape(numbers(2, 5), numbers(4, 5))).to.be.closeTo(100 / 3, 1e-12);
    expect(smape(numbers(1, -1), numbers(-1, 1))).to.equal(200);
    expect(smape(numbers(0, 0), numbers(0, 1))).to.equal(100);
    expect(smape(numbers(Number.MAX_VALUE), numbers(-Number.MAX_VALUE))).to.equal(200);
    expect(smape(numbers(5e-324), numbers(5e-324))).to.equal(0);
  });

  it('mean absolute and root mean squared errors are in the unit of the values', () => {
    expect(meanAbsoluteError(numbers(1, 2, 3), numbers(2, 2, 1))).to.equal(1);
    expect(rmse(numbers(1, 2, 3), numbers(2, 2, 1))).to.be.closeTo(Math.sqrt(5 / 3), 1e-15);
    expect(rmse(numbers(1), numbers(1))).to.equal(0);
    expect(rmse(numbers(3e200, 0), numbers(0, 4e200)) / 1e200).to.be.closeTo(Math.sqrt(12.5), 1e-12);
  });

  it('mase measures errors in those of the seasonal naive method within the history', () => {
    const history = numbers(1, 5, 2, 7, 4);
    // Differences over a period of 2: 1, 2, 2.
    expect(seasonalNaiveScale(history, 2)).to.be.closeTo(5 / 3, 1e-15);
    expect(mase(numbers(6, 6), numbers(7, 3), history, 2)).to.be.closeTo(2 / (5 / 3), 1e-15);
    expect(seasonalNaiveScale(history, 1)).to.equal((4 + 3 + 5 + 3) / 4);
  });

  it('mase is unknown when the history has no scale', () => {
    expect(mase(numbers(1), numbers(2), numbers(3, 3, 3), 1)).to.equal(null);
    expect(mase(numbers(1), numbers(2), numbers(3, 4), 2)).to.equal(null);
    expect(mase(numbers(1), numbers(-2), numbers(0, 5e-324), 1)).to.equal(null);
    expect(msis(numbers(1), numbers(0), numbers(2), numbers(3), 1)).to.equal(null);
  });

  it('coverage counts the values within the bounds, which belong to it', () => {
    expect(coverage(numbers(1, 2, 3, 4), numbers(1, 0, 4, 0), numbers(2, 2, 5, 3))).to.equal(0.5);
  });

  it('msis adds forty times the distance of a value outside to the width at 95%', () => {
    const history = numbers(0, 2, 4);
    // Widths 2, 2, 2; outside by 0, 1 below, 0.5 above; scale 2.
    const score = msis(numbers(1, -1, 2.5), numbers(0, 0, 0), numbers(2, 2, 2), history, 1);
    expect(score).to.be.closeTo((6 + 40 * 1.5) / 3 / 2, 1e-12);
    expect(msis(numbers(3), numbers(0), numbers(2), history, 1, 0.8)).to.be.closeTo((2 + 10) / 2, 1e-12);
  });

  it('owa is 1 for the benchmark itself', () => {
    expect(owa({ smape: 13, mase: 1.5 }, { smape: 13, mase: 1.5 })).to.equal(1);
    expect(owa({ smape: 10, mase: 1 }, { smape: 20, mase: 4 })).to.equal(0.375);
  });
});
