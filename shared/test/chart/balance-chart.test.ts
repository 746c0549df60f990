import { expect } from 'chai';
import { balanceChart } from '../../src/chart/balance-chart.js';
import { pathOf, placesOf, readMarkup, withClass } from './read-svg.js';
import { DAY_MS, formats, START_MS, series } from './samples.js';

const texts = {
  title: 'Balance',
  description: ({ now, lowest }: { now: string; lowest: string }) => `${now}, ${lowest}`,
};

describe('balance chart', () => {
  it('is a line of steps from zero up, until now', () => {
    const balances = series([5000, 2500, 7500], DAY_MS);
    const chart = balanceChart({ id: 'b', balances, untilMs: START_MS + 4 * DAY_MS, texts, formats });
    const d = pathOf(chart?.svg ?? '', 'c-history');
    expect(d).to.match(/^M0 [\d.]+H250V[\d.]+H500V[\d.]+H1000$/);
    const elements = readMarkup(chart?.svg ?? '');
    expect(withClass(elements, 't-y').map(({ text }) => text)).deep.equal(['0', '2,000', '4,000', '6,000']);
    expect(withClass(elements, 't-end').map(({ text }) => text)).deep.equal(['7,500']);
    expect(elements.find(({ name }) => name === 'desc')?.text).equal('7,500, 2,500');
  });

  it('draws an account that was opened a moment ago, and nothing for one without entries', () => {
    const one = balanceChart({ id: 'b', balances: series([0]), untilMs: START_MS, texts, formats });
    expect(placesOf(pathOf(one?.svg ?? '', 'c-history')).length).greaterThan(0);
    expect(one?.svg).not.to.match(/NaN|undefined/);
    expect(balanceChart({ id: 'b', balances: series([]), untilMs: START_MS, texts, formats })).equal(null);
  });

  it('keeps the lowest balance of a busy account', () => {
    const values = Array.from({ length: 50_000 }, (_, i) => (i === 31_000 ? 0 : 9000 + (i % 50)));
    const balances = series(values);
    const chart = balanceChart({ id: 'b', balances, untilMs: START_MS, texts, formats });
    const places = placesOf(pathOf(chart?.svg ?? '', 'c-history'));
    expect(places.length).most(4002);
    expect(Math.max(...places.map(({ y }) => y))).equal(400);
  });
});
