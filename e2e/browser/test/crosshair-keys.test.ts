import { expect } from 'chai';
import { Crosshair, valueSentences } from '../src/crosshair.js';
import { focusOf, KeyboardUser } from '../src/keyboard.js';
import { hourlyPoints, type Point } from '../src/samples.js';
import { arriveBuyer } from './system.js';

const minus = '\u2212';

/** A number as it is written, with this many decimals. */
function written(value: number, decimals: number): string {
  return value
    .toFixed(decimals)
    .replace(/^-(?=[0.]*$)/, '')
    .replace('-', minus);
}

/** A day's rhythm, above zero and below, with something that no model knows. */
const aroundZero = (hour: number) => 2 * Math.sin((hour / 12) * Math.PI) + ((hour * 7_919) % 11) / 10 - 0.5;

/** Somebody by keyboard on the page of a finished job of two days and a half, whose forecast has so many hours. */
async function atChart(values: (hour: number) => number, horizon: number) {
  const { buyer, visitor } = await arriveBuyer('/predict', 100);
  const history: Point[] = hourlyPoints(60, values);
  const { body } = await buyer.predict(history, { model: 'SeasonalNaive', horizon });
  const job = await buyer.finished(body.id);
  await visitor.open(`/job/${job.id}`);
  const { page } = visitor;
  const user = new KeyboardUser(page);
  const chart = new Crosshair(page);
  const atRest = await chart.readout();
  await user.tabTo('Point of the chart');
  return { visitor, page, user, chart, job, history, atRest };
}

describe('the chart of a finished job, by keyboard', () => {
  it('goes from point to point, and says each as the table of values does', async () => {
    const { page, user, chart, job } = await atChart(aroundZero, 30);
    const lines = await valueSentences(page);
    const decimals = (lines[0] ?? '').match(/median [^.,]*\.(\d+)/)?.[1]?.length ?? 0;
    expect(decimals).to.be.above(0);
    const first = 60;
    const last = first + 29;
    const steps: [key: string, point: number][] = [
      ['ArrowLeft', last - 1],
      ['ArrowRight', last],
      ['ArrowRight', last],
      ['PageUp', last - 24],
      ['ArrowDown', last - 25],
      ['ArrowUp', last - 24],
      ['PageDown', last],
      ['Home', 0],
      ['PageUp', 0],
      ['PageDown', 24],
      ['PageDown', 48],
      ['PageDown', 72],
      ['End', last],
    ];
    expect(await chart.standsOn(last)).to.equal(await chart.says());
    for (const [key, point] of steps) {
      await user.press(key);
      const said = await chart.standsOn(point);
      expect((await chart.readout()).join(', '), key).to.equal(said);
      if (point < first) {
        expect(said).to.match(/, actual [\u2212\d.]+$/);
        continue;
      }
      // The table begins with the forecast, and has its first points only.
      const line = lines[point - first];
      if (line !== undefined) expect(said, key).to.equal(line);
      const { predictions, timestamps, intervals } = job;
      const at = point - first;
      const [number = Number.NaN, lower = Number.NaN, upper = Number.NaN] = [
        predictions[at],
        intervals?.[80].lower[at],
        intervals?.[80].upper[at],
      ];
      const [, , clock, median, likely] = said.split(', ');
      expect(clock).to.equal(new Date(timestamps[at] ?? '').toISOString().slice(11, 16));
      expect(median).to.equal(`median ${written(number, decimals)}`);
      const air = lower < 0 || upper < 0 ? '\u00a0' : '';
      expect(likely).to.equal(`80% ${written(lower, decimals)}${air}–${air}${written(upper, decimals)}`);
    }
  });

  it('says what was observed', async () => {
    const { user, chart, history } = await atChart((hour) => 1_000 + hour, 2);
    await user.press('Home');
    expect(await chart.standsOn(0)).to.match(/^Thu, 1 Jan, 00:00, actual 1,000(\.0+)?$/);
    await user.press('PageDown');
    expect(await chart.standsOn(24)).to.match(/^Fri, 2 Jan, 00:00, actual 1,024(\.0+)?$/);
    expect(history[24]?.price).to.equal(1_024);
  });

  it('is put away by Escape, comes again with the next arrow, and leaves the strip at rest', async () => {
    const { page, user, chart, atRest } = await atChart((hour) => 100 + hour, 5);
    const last = await chart.last();
    await chart.standsOn(last);
    expect(await chart.readout()).not.to.deep.equal(atRest);
    await user.press('ArrowLeft');
    const said = await chart.standsOn(last - 1);

    await user.press('Escape');
    await chart.isAway();
    expect(await chart.readout()).to.deep.equal(atRest);
    expect((await focusOf(page)).name).to.equal('Point of the chart');
    expect(await chart.says()).to.equal(said);
    await user.press('ArrowLeft');
    await chart.standsOn(last - 2);

    await page.keyboard.press('Tab');
    await chart.isAway();
    expect(await chart.readout()).to.deep.equal(atRest);
    await page.keyboard.press('Shift+Tab');
    await chart.standsOn(last - 2);
  });
});
