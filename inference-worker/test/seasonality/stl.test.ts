import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { mstl } from '../../src/seasonality/mstl.js';
import { stl } from '../../src/seasonality/stl.js';

interface Fixtures {
  stl: {
    name: string;
    values: number[];
    period: number;
    window: number;
    seasonal: number[];
    trend: number[];
  }[];
  mstl: { name: string; values: number[]; periods: number[]; trend: number[]; seasonals: number[][] }[];
}

/** Written by `test/fixtures/stl.R`. */
const fixtures: Fixtures = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/stl.json', import.meta.url), 'utf8'),
);

function worst(actual: Float64Array, expected: readonly number[]): number {
  let distance = 0;
  let level = 0;
  expected.forEach((value, t) => {
    distance = Math.max(distance, Math.abs((actual[t] ?? Number.NaN) - value));
    level = Math.max(level, Math.abs(value));
  });
  return distance / level;
}

describe('stl', () => {
  for (const { name, values, period, window, seasonal, trend } of fixtures.stl) {
    it(`decomposes ${values.length} values of ${name} as R does, window ${window}`, () => {
      const ours = stl(Float64Array.from(values), period, window);
      expect(worst(ours.trend, trend)).to.be.below(1e-9);
      expect(worst(ours.seasonal, seasonal)).to.be.below(1e-9);
    });
  }
});

describe('mstl', () => {
  for (const { name, values, periods, trend, seasonals } of fixtures.mstl) {
    it(`decomposes ${name} as R does`, () => {
      const ours = mstl(Float64Array.from(values), periods);
      expect(worst(ours.trend, trend)).to.be.below(1e-9);
      ours.seasonals.forEach((seasonal, i) => {
        expect(worst(seasonal, seasonals[i] ?? [])).to.be.below(1e-9);
      });
    });
  }
});
