import { expect } from 'chai';
import fc from 'fast-check';
import { labelWidthPx, NARROW_WIDTH_PX, timeTicks } from '../../src/chart/time-ticks.js';
import { DAY_MS, formats, HOUR_MS, START_MS } from './samples.js';

const options = { formats, widthPx: 840, bare: false, anchorMs: null };

describe('time ticks', () => {
  const labels = (t0: number, t1: number, anchorMs: number | null = null): string[] =>
    timeTicks(t0, t1, { ...options, anchorMs }).map((tick) => tick.label);
  const majors = (t0: number, t1: number, anchorMs: number | null = null): string[] =>
    timeTicks(t0, t1, { ...options, anchorMs })
      .filter((tick) => !tick.minor)
      .map((tick) => tick.label);

  it('names every day of two weeks, and keeps every fourth around the anchor on a phone', () => {
    const [t0, t1] = [START_MS, START_MS + 15 * DAY_MS - HOUR_MS];
    expect(labels(t0, t1)).deep.equal(Array.from({ length: 15 }, (_, i) => `${16 + i} Nov`));
    const anchor = START_MS + 8 * DAY_MS - HOUR_MS;
    expect(majors(t0, t1, anchor)).deep.equal(['16 Nov', '20 Nov', '24 Nov', '28 Nov']);
  });

  it('names months with their years in January, and keeps the quarters', () => {
    const [t0, t1] = [Date.UTC(2025, 10, 25), Date.UTC(2027, 1, 21)];
    expect(labels(t0, t1).slice(0, 4)).deep.equal(['Dec', 'Jan 2026', 'Feb', 'Mar']);
    expect(labels(t0, t1).slice(-3)).deep.equal(['Dec', 'Jan 2027', 'Feb']);
    expect(majors(t0, t1)).deep.equal(['Jan 2026', 'Apr', 'Jul', 'Oct', 'Jan 2027']);
  });

  it('puts weeks on Mondays', () => {
    const ticks = timeTicks(START_MS, START_MS + 90 * DAY_MS, { ...options, widthPx: 580 });
    expect(ticks.length).greaterThan(4);
    for (const { timeMs } of ticks) expect(new Date(timeMs).getUTCDay()).equal(1);
  });

  it('names the day at midnight among hours', () => {
    expect(labels(START_MS + 18 * HOUR_MS, START_MS + 36 * HOUR_MS)).to.include.members(['18:00', '17 Nov', '06:00']);
  });

  it('goes from milliseconds to millennia', () => {
    expect(labels(START_MS, START_MS + 5)).to.include('00:00:00.002');
    expect(labels(START_MS, START_MS + 60_000)).to.include.members(['16 Nov', '00:00:10', '00:01']);
    expect(labels(Date.UTC(1900, 0), Date.UTC(2020, 0))).to.include.members(['1900', '1950', '2000']);
    expect(labels(-8.64e15, 8.64e15).length).greaterThan(2);
    expect(labels(new Date('0001-01-01').getTime(), new Date('0030-01-01').getTime())).to.include('10');
  });

  it('has none for a single moment', () => {
    expect(labels(START_MS, START_MS)).deep.equal([]);
  });

  it('never lets labels touch, at either width, and stays inside', () => {
    const span = fc.double({ min: 0, max: 15 }).map((power) => Math.round(10 ** power) + 1);
    fc.assert(
      fc.property(fc.integer({ min: -4e12, max: 4e12 }), span, fc.boolean(), (t0, spanMs, small) => {
        const widthPx = small ? 580 : 840;
        const ticks = timeTicks(t0, t0 + spanMs, { ...options, widthPx, bare: small });
        for (const [shown, width] of [
          [ticks, widthPx],
          [ticks.filter((tick) => !tick.minor), NARROW_WIDTH_PX],
        ] as const) {
          shown.forEach((tick, i) => {
            expect(tick.timeMs).within(t0, t0 + spanMs);
            const next = shown[i + 1];
            if (next === undefined) return;
            const apart = ((next.timeMs - tick.timeMs) / spanMs) * width;
            expect(apart).greaterThan((labelWidthPx(tick.label) + labelWidthPx(next.label)) / 2);
          });
        }
        if (ticks.length > 0) expect(ticks.some((tick) => !tick.minor)).equal(true);
      }),
      { numRuns: 1000 },
    );
  });
});
