import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { confirmedPeriods } from '../../src/seasonality/confirmed-periods.js';
import { autoregression, hourlyLoad, normalNumbers, weeklySales } from './noise.js';

/** Written by `test/fixtures/seasonal-series.R`. */
const known: { name: string; values: number[]; candidates: number[]; periods: number[] }[] = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/seasonal-series.json', import.meta.url), 'utf8'),
);

const runs = 500;

/** The share of series in which the period is confirmed. */
function confirmed(period: number, series: (normal: () => number) => Float64Array): number {
  const normal = normalNumbers(period);
  let count = 0;
  for (let run = 0; run < runs; run++) count += confirmedPeriods(series(normal), [period]).length;
  return count / runs;
}

describe('confirmedPeriods', () => {
  for (const { name, values, candidates, periods } of known) {
    it(`finds [${periods}] among [${candidates}] in ${name}`, () => {
      expect(confirmedPeriods(Float64Array.from(values), candidates)).to.deep.equal(periods);
    });
  }

  const seasonless: Record<string, (n: number, normal: () => number) => Float64Array> = {
    'white noise': (n, normal) => autoregression(n, 0, 0, normal),
    'a random walk': (n, normal) => autoregression(n, 1, 0, normal),
    'a random walk with drift': (n, normal) => autoregression(n, 1, 1, normal),
    'an autoregression of 0.9': (n, normal) => autoregression(n, 0.9, 0, normal),
    'an autoregression of 0.5 with an alternating sign': (n, normal) => autoregression(n, -0.5, 0, normal),
    'noise around a line': (n, normal) => Float64Array.from({ length: n }, (_, t) => 0.3 * t + normal()),
    'exponential growth': (n, normal) => autoregression(n, 1, 0.5, normal).map((value) => Math.exp(0.1 * value)),
  };
  for (const [name, series] of Object.entries(seasonless)) {
    it(`takes ${name} for seasonal once in twenty times`, () => {
      const shapes = [
        [4, 20],
        [4, 60],
        [7, 100],
        [12, 48],
        [12, 131],
        [24, 240],
        [52, 170],
      ] as const;
      const shares = shapes.map(([period, n]) => confirmed(period, (normal) => series(n, normal)));
      const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
      expect(mean).to.be.below(0.065);
      expect(Math.max(...shares)).to.be.below(0.11);
    });
  }

  it('sees a year in three years of weeks', () => {
    expect(confirmed(52, (normal) => weeklySales(156, 2, normal))).to.be.above(0.9);
  });

  it('sees days and weeks in four weeks of hours, and the days alone where all are alike', () => {
    const normal = normalNumbers(1);
    expect(confirmedPeriods(hourlyLoad(672, normal), [24, 168])).to.deep.equal([24, 168]);
    const alike = (n: number) =>
      Float64Array.from({ length: n }, (_, t) => Math.sin((2 * Math.PI * t) / 24) + normal());
    let weeks = 0;
    for (let run = 0; run < 100; run++) {
      const periods = confirmedPeriods(alike(672), [24, 168]);
      expect(periods).to.include(24);
      if (periods.includes(168)) weeks++;
    }
    expect(weeks).to.be.below(10);
  });

  it('sees a season beneath an outlier a thousand times as large', () => {
    const values = Float64Array.from({ length: 60 }, (_, t) => Math.sin((2 * Math.PI * t) / 12) + Math.sin(t * t) / 3);
    values[17] = 1000;
    expect(confirmedPeriods(values, [12])).to.deep.equal([12]);
  });

  it('does not take a season for material that varies by a hundredth of the noise', () => {
    const normal = normalNumbers(2);
    const values = Float64Array.from({ length: 50_000 }, (_, t) => 0.14 * Math.sin((2 * Math.PI * t) / 7) + normal());
    expect(confirmedPeriods(values, [7])).to.deep.equal([]);
  });

  it('sees none in what is constant, a line, or shorter than two seasons', () => {
    expect(confirmedPeriods(new Float64Array(100).fill(0.1), [4, 12])).to.deep.equal([]);
    expect(
      confirmedPeriods(
        Float64Array.from({ length: 100 }, (_, t) => 0.1 * t),
        [4, 12],
      ),
    ).to.deep.equal([]);
    expect(
      confirmedPeriods(
        Float64Array.from({ length: 23 }, (_, t) => t % 12),
        [12, 1, 0, -1, 24],
      ),
    ).to.deep.equal([]);
    expect(confirmedPeriods(new Float64Array(0), [12])).to.deep.equal([]);
  });

  it('sees an exact season of any number of points', () => {
    for (const period of [2, 3, 4, 5, 7, 12, 24, 52]) {
      const values = Float64Array.from({ length: 6 * period }, (_, t) => 2 + Math.sin((t % period) ** 2));
      expect(confirmedPeriods(values, [period]), `${period}`).to.deep.equal([period]);
    }
  });

  it('answers the same in another unit and leaves its input alone', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 8, maxLength: 80 });
    fc.assert(
      fc.property(values, fc.constantFrom(-4, 2 ** -30, 2 ** 40), (numbers, unit) => {
        const plain = Float64Array.from(numbers, (number, t) => number + 20 * (t % 4));
        const scaled = plain.map((value) => value * unit);
        const before = scaled.slice();
        const periods = confirmedPeriods(scaled, [4, 7, 12]);
        if (unit > 0) expect(periods).to.deep.equal(confirmedPeriods(plain, [4, 7, 12]));
        expect(scaled).to.deep.equal(before);
        for (const period of periods) expect(2 * period).to.be.at.most(plain.length);
      }),
    );
  });
});
