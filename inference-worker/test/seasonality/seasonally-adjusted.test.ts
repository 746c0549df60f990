import { expect } from 'chai';
import fc from 'fast-check';
import { logSeasons } from '../../src/seasonality/log-seasons.js';
import { mstl } from '../../src/seasonality/mstl.js';
import { seasonallyAdjusted } from '../../src/seasonality/seasonally-adjusted.js';
import { shrinkSeason } from '../../src/seasonality/shrink-season.js';
import { normalNumbers, weeklySales } from './noise.js';

const anyNumbers = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 14, maxLength: 80 });

describe('mstl', () => {
  it('splits any series into parts that add up to it', () => {
    fc.assert(
      fc.property(anyNumbers, fc.constantFrom([2], [7], [3, 7]), (numbers, periods) => {
        const values = Float64Array.from(numbers);
        const { trend, seasonals, remainder } = mstl(values, periods);
        expect(seasonals).to.have.length(periods.length);
        values.forEach((value, t) => {
          const season = seasonals.reduce((sum, seasonal) => sum + (seasonal[t] ?? Number.NaN), 0);
          expect((trend[t] ?? 0) + season + (remainder[t] ?? 0)).to.be.closeTo(value, 1e-9);
        });
      }),
    );
  });
});

describe('mstl of noise around a season', () => {
  it('knows how far noise moves the last season', () => {
    const normal = normalNumbers(9);
    let told = 0;
    let happened = 0;
    for (let run = 0; run < 40; run++) {
      const season = (t: number) => 5 * Math.sin((2 * Math.PI * t) / 12);
      const values = Float64Array.from({ length: 84 }, (_, t) => season(t) + normal());
      const { seasonals, errorVariances } = mstl(values, [12]);
      told += errorVariances[0] ?? 0;
      for (let t = 72; t < 84; t++) happened += ((seasonals[0]?.[t] ?? Number.NaN) - season(t)) ** 2 / 12;
    }
    expect(told / happened).to.be.within(0.8, 1.4);
  });
});

describe('seasonallyAdjusted', () => {
  it('gives the season back to what it was taken from', () => {
    fc.assert(
      fc.property(anyNumbers, fc.boolean(), (numbers, multiplicative) => {
        const values = Float64Array.from(numbers, (number) => (multiplicative ? Math.exp(number) : number));
        const { adjusted, season, reseason } = seasonallyAdjusted(values, [3, 7], multiplicative);
        values.forEach((value, t) => {
          const back = multiplicative ? (adjusted[t] ?? 0) * (season[t] ?? 0) : (adjusted[t] ?? 0) + (season[t] ?? 0);
          expect(back).to.be.closeTo(value, 1e-9 * Math.max(1, Math.abs(value)));
        });
        const flat = new Float64Array(10).fill(multiplicative ? 1 : 0);
        const { values: future, sd } = reseason({ values: flat, sd: flat });
        expect(future.every(Number.isFinite)).to.equal(true);
        sd?.forEach((error, i) => {
          expect(error)
            .to.be.at.least((multiplicative ? (future[i] ?? Number.NaN) : 0) * (1 - 1e-12))
            .and.below(1e9);
        });
      }),
    );
  });

  it('continues the last season round and round', () => {
    const values = Float64Array.from({ length: 50 }, (_, t) => (t % 7) + Math.sin(t * t));
    const { reseason, season } = seasonallyAdjusted(values, [7], false);
    const level = { values: new Float64Array(20), sd: null };
    reseason(level).values.forEach((value, step) => {
      expect(value).to.equal(season[43 + (step % 7)]);
    });
    reseason(level, 30).values.forEach((value, step) => {
      expect(value).to.equal(season[23 + (step % 7)]);
    });
    reseason(level, 3).values.forEach((value, step) => {
      expect(value).to.equal(season[(3 + step) % 7]);
    });
  });

  it('is as unsure as its season: of noise about twice the variance that a mean of few years has', () => {
    const normal = normalNumbers(8);
    const values = Float64Array.from({ length: 48 }, (_, t) => 5 * Math.sin((2 * Math.PI * t) / 12) + normal());
    const { reseason } = seasonallyAdjusted(values, [12], false);
    const { sd } = reseason({ values: new Float64Array(1), sd: new Float64Array(1) });
    expect((sd?.[0] ?? 0) ** 2).to.be.within(0.2, 0.8);
    expect(reseason({ values: new Float64Array(1), sd: null }).sd).to.equal(null);
  });

  it('looks at the end of a long series', () => {
    const values = Float64Array.from({ length: 50_000 }, (_, t) => t % 12);
    const { adjusted } = seasonallyAdjusted(values, [12]);
    expect(adjusted.length).to.equal(2_000);
    expect(seasonallyAdjusted(values, [24, 168]).adjusted.length).to.equal(16 * 168);
    expect(seasonallyAdjusted(values, [12, 5_000]).adjusted.length).to.equal(20_000);
  });
});

describe('logSeasons', () => {
  const wave = (t: number) => Math.sin((2 * Math.PI * t) / 12);
  const grown = (season: (level: number, t: number) => number) =>
    Float64Array.from({ length: 60 }, (_, t) => season(1 + t / 20, t));

  it('tells factors from terms', () => {
    expect(
      logSeasons(
        grown((level, t) => level * (1 + 0.3 * wave(t))),
        [12],
      ),
    ).to.equal(true);
    expect(
      logSeasons(
        grown((level, t) => level + 0.3 * wave(t)),
        [12],
      ),
    ).to.equal(false);
  });

  it('leaves values that are not positive, or next to nothing, alone', () => {
    expect(
      logSeasons(
        grown((level, t) => level * wave(t)),
        [12],
      ),
    ).to.equal(false);
    const dip = grown((level, t) => level * (1 + 0.3 * wave(t)));
    dip[30] = 1e-9;
    expect(logSeasons(dip, [12])).to.equal(false);
  });
});

describe('shrinkSeason', () => {
  it('removes noise, keeps a clear season and is nearer the truth in between', () => {
    const normal = normalNumbers(1);
    const truth = (t: number) => Math.sin((2 * Math.PI * t) / 52) + (t % 52 === 50 ? 3 : 0);
    let before = 0;
    let after = 0;
    for (let run = 0; run < 50; run++) {
      const noisy = Float64Array.from({ length: 104 }, (_, t) => truth(t) + 0.7 * normal());
      const shrunk = noisy.slice();
      shrinkSeason(shrunk, 52, 0.49);
      for (let t = 52; t < 104; t++) {
        before += ((noisy[t] ?? 0) - truth(t)) ** 2;
        after += ((shrunk[t] ?? 0) - truth(t)) ** 2;
      }
    }
    expect(after).to.be.below(0.6 * before);
  });

  it('changes nothing without noise, and leaves nothing but the mean when all is noise', () => {
    const season = Float64Array.of(1, -2, 0.5, 3, -1, 0.25, 1, -2, 0.5, 3, -1, 0.25);
    const untouched = season.slice();
    shrinkSeason(untouched, 6, 0);
    expect(untouched).to.deep.equal(season);
    shrinkSeason(season, 6, 100);
    for (const value of season) expect(value).to.be.closeTo(1.75 / 6, 1e-12);
  });

  it('takes the same from every season, whole or not', () => {
    const sales = weeklySales(130, 1, normalNumbers(2));
    const shrunk = sales.slice();
    shrinkSeason(shrunk, 52, 0.5);
    for (let t = 52; t < 130; t++) {
      const lost = (sales[t] ?? 0) - (shrunk[t] ?? 0);
      expect(lost).to.be.closeTo((sales[t - 52] ?? 0) - (shrunk[t - 52] ?? 0), 1e-12);
    }
  });
});
