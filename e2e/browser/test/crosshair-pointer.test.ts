import type { Job } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import { Crosshair, valueSentences } from '../src/crosshair.js';
import { markDocument } from '../src/same-page.js';
import { hourlyPoints } from '../src/samples.js';
import type { VisitorOptions } from '../src/visitor.js';
import { arriveBuyer } from './system.js';

interface Prepared {
  hours: number;
  horizon: number;
  /** Which of the hours were observed; default: each. */
  isObserved?: (hour: number) => boolean;
  /** How far the values go up and down around 12,000; default 2,500. */
  swing?: number;
}

/** Somebody with a mouse, or a finger, on the page of a finished job. */
async function atChart(
  { hours, horizon, isObserved = () => true, swing = 2_500 }: Prepared,
  options: Omit<VisitorOptions, 'as'> = {},
) {
  const { buyer, visitor } = await arriveBuyer('/predict', hours, options);
  const load = (hour: number) => 12_000 + swing * (Math.sin((hour / 12) * Math.PI) + ((hour * 7_919) % 401) / 2_500);
  const history = hourlyPoints(hours, load).filter((_, hour) => isObserved(hour));
  const { body } = await buyer.predict(history, { model: 'SeasonalNaive', horizon });
  const job = await buyer.finished(body.id);
  await visitor.open(`/job/${job.id}`);
  const chart = new Crosshair(visitor.page);
  return { visitor, page: visitor.page, chart, job, atRest: await chart.readout() };
}

/** Times of a job's history and forecast in ms, oldest first. */
const timesOf = ({ valid_input, timestamps }: Job) =>
  [...valid_input.map(({ timestamp }) => timestamp), ...timestamps].map((time) => Date.parse(time));

/** The number of the point of these that is nearest to a place between the first and the last. */
function nearest(times: number[], share: number): number {
  const [first = 0, last = 0] = [times.at(0), times.at(-1)];
  const wanted = first + share * (last - first);
  return times.reduce((best, time, i) => {
    return Math.abs(time - wanted) < Math.abs((times[best] ?? 0) - wanted) ? i : best;
  }, 0);
}

describe('the chart of a finished job, by pointer', () => {
  it('shows the point that is nearest in time, until the pointer leaves', async () => {
    // Half of the time has a fifth of the points: what is in the middle of one is not in the middle of the other.
    const isObserved = (hour: number) => hour < 8 || hour >= 48;
    const { page, chart, job, atRest } = await atChart({ hours: 72, horizon: 12, isObserved });
    const times = timesOf(job);
    const point = nearest(times, 0.5);
    expect(point).not.to.equal(Math.floor(times.length / 2));
    const middle = await chart.placeAt(0.5);
    await page.mouse.move(middle.x, middle.y);
    const said = await chart.standsOn(point);
    expect(said).to.match(/actual/);
    expect((await chart.readout()).join(', ')).to.equal(said);
    const [first = 0, last = 1] = [times.at(0), times.at(-1)];
    expect(await chart.position()).to.be.closeTo(((times[point] ?? 0) - first) / (last - first), 1e-6);

    for (const share of [0.02, 0.31, 0.97]) {
      const { x, y } = await chart.placeAt(share);
      await page.mouse.move(x, y);
      await chart.standsOn(nearest(times, share));
    }
    const outside = await chart.placeAt(1.06);
    await page.mouse.move(outside.x, outside.y);
    await chart.isAway();
    expect(await chart.readout()).to.deep.equal(atRest);
  });

  it('works in another window of the history, too', async () => {
    const { page, chart, job } = await atChart({ hours: 800, horizon: 24 });
    const times = timesOf(job);
    const drawn = (await chart.last()) + 1;
    expect(drawn).to.be.below(times.length);
    const middle = await chart.placeAt(0.5);
    await page.mouse.move(middle.x, middle.y);
    await chart.standsOn(nearest(times.slice(-drawn), 0.5));

    const stayed = await markDocument(page);
    await page.locator('#history-all').click();
    await page.locator(`.chart__hit[aria-valuemax="${times.length - 1}"]`).waitFor();
    expect(await stayed()).to.equal(true);
    const atRest = await chart.readout();
    const place = await chart.placeAt(0.25);
    await page.mouse.move(place.x, place.y);
    const point = nearest(times, 0.25);
    expect(await chart.standsOn(point)).to.match(/actual/);
    await chart.hit.focus();
    await page.keyboard.press('End');
    expect(await chart.standsOn(times.length - 1)).to.match(/median/);
    await page.mouse.move(0, 0);
    await page.keyboard.press('Tab');
    await chart.isAway();
    expect(await chart.readout()).to.deep.equal(atRest);
  });

  it('shows a point where it is tapped, until another place is', async () => {
    const { page, chart, job, atRest } = await atChart({ hours: 60, horizon: 12 }, { touch: true, width: 390 });
    const times = timesOf(job);
    const drawn = (await chart.last()) + 1;
    for (const share of [0.5, 0.9]) {
      const { x, y } = await chart.placeAt(share);
      await page.touchscreen.tap(x, y);
      const said = await chart.standsOn(nearest(times.slice(-drawn), share));
      expect((await chart.readout()).join(', ')).to.equal(said);
    }
    const heading = await page.locator('#job-chart h2').boundingBox();
    await page.touchscreen.tap((heading?.x ?? 0) + 4, (heading?.y ?? 0) + 4);
    await chart.isAway();
    expect(await chart.readout()).to.deep.equal(atRest);
  });

  it('shows none when a finger has scrolled the page', async () => {
    const { visitor, page, chart, job, atRest } = await atChart(
      { hours: 60, horizon: 12 },
      { touch: true, width: 390 },
    );
    const drawn = (await chart.last()) + 1;
    const middle = await chart.placeAt(0.5);
    await page.touchscreen.tap(middle.x, middle.y);
    await chart.standsOn(nearest(timesOf(job).slice(-drawn), 0.5));
    const screen = await visitor.context.newCDPSession(page);
    const scrolled = await page.evaluate(() => window.scrollY);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
      screen.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', middle);
    for (let up = 20; up <= 160; up += 20) await touch('touchMove', { x: middle.x, y: middle.y - up });
    await touch('touchEnd');
    await page.waitForFunction((before) => window.scrollY > before, scrolled);
    await chart.isAway();
    expect(await chart.readout()).to.deep.equal(atRest);
  });

  it('writes as the table of values does, in Russian as well', async () => {
    const { page, chart } = await atChart({ hours: 60, horizon: 6, swing: 2 }, { language: 'ru' });
    const lines = await valueSentences(page, 'медиана');
    expect(lines).to.have.length(6);
    expect(lines[0]).to.match(
      /^сб, 3 янв, 12:00, медиана 1\d\u00a0\d{3},\d\d, 80% 1\d\u00a0\d{3},\d\d–1\d\u00a0\d{3},\d\d, 95% /,
    );
    for (const [i, line] of lines.entries()) {
      const { x, y } = await chart.placeAt(Math.min(0.999, (60 + i) / 65));
      await page.mouse.move(x, y);
      expect(await chart.standsOn(60 + i)).to.equal(line);
      expect((await chart.readout()).join(', ')).to.equal(line);
    }
    const first = await chart.placeAt(0.001);
    await page.mouse.move(first.x, first.y);
    expect(await chart.standsOn(0)).to.match(/^чт, 1 янв, 00:00, факт 12\u00a0000,00$/);
  });
});
