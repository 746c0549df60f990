import { Buyer, series } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import { focusOf, KeyboardUser } from '../src/keyboard.js';
import { openLive } from '../src/live-ear.js';
import { markDocument } from '../src/same-page.js';
import { arrive, systemUrl } from './system.js';

/** Somebody with a keyboard, and as many jobs that are ready as there are names. */
async function withJobs(...names: string[]) {
  const buyer = await Buyer.register(systemUrl(), 1_000);
  const ids: number[] = [];
  for (const name of names) {
    const csv = `date,price\n${series(40)
      .map(({ timestamp, price }) => `${timestamp},${price}`)
      .join('\n')}\n`;
    const { body } = await buyer.upload(new Blob([csv]), name, { horizon: '70' });
    await buyer.finished(body.id);
    ids.push(body.id);
  }
  const visitor = await arrive({ as: buyer });
  return { buyer, ids, visitor, page: visitor.page, user: new KeyboardUser(visitor.page) };
}

describe('a keyboard alone, in lists', () => {
  it('filters the history by status, and opens a job', async () => {
    const { visitor, page, user, ids } = await withJobs('bread.csv', 'milk.csv');
    await visitor.open('/ph');
    await user.tabTo('Failed');
    await user.go('Enter', '/ph?status=ERROR');
    await visitor.sees('No jobs here');
    await user.tabTo('All jobs');
    await user.go('Enter', '/ph');
    await user.tabTo('Ready');
    await user.go('Enter', '/ph?status=OK');
    expect(await page.locator('tr.row-link').count()).to.equal(2);
    await user.tabTo('milk.csv');
    await user.tabTo('bread.csv');
    await user.go('Enter', `/job/${ids[0]}`);
    await user.tabTo('History');
    await user.tabTo('History');
    await user.go('Enter', '/ph');
  });

  it('keeps its place in the history when the row that had it is gone', async () => {
    const { buyer, visitor, page, user, ids } = await withJobs('first.csv');
    await openLive(visitor, '/ph');
    const stayed = await markDocument(page);
    await user.tabTo('first.csv');
    // All further rows come above; the first one falls off the page.
    for (let more = 0; more < 25; more++) await buyer.predict(series(1));
    await page.locator(`#job-${ids[0]}`).waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.id === 'jobs');
    await user.seesFocus();
    await user.tabTo('All');
    expect(await stayed()).to.equal(true);
  });

  it('shows more values of a forecast, to the last', async () => {
    const { visitor, page, user, ids } = await withJobs('bread.csv');
    await visitor.open(`/job/${ids[0]}`);
    const stayed = await markDocument(page);
    const rows = page.locator('#values tbody tr');
    const before = await rows.count();
    expect(before).to.be.below(70);
    await user.tabTo(/^Show \d+ more$/);
    for (let shown = before; shown < 70; shown = await rows.count()) {
      await page.waitForFunction(() => document.activeElement?.id === 'more-values');
      await page.keyboard.press('Enter');
      await rows.nth(shown).waitFor();
    }
    // Nothing has scrolled: what came is there to be read, and Tab goes on behind it.
    await page.waitForFunction(() => document.activeElement?.id === 'values-foot');
    expect((await focusOf(page)).name).to.equal('70 of 70');
    await user.tabTo(/^transaction #/);
    expect(await stayed()).to.equal(true);
  });

  it('chooses how much of the history a chart shows, and stays on the choice', async () => {
    const buyer = await Buyer.register(systemUrl(), 800);
    const { body } = await buyer.predict(series(800), { horizon: 24 });
    await buyer.finished(body.id);
    const visitor = await arrive({ as: buyer });
    const { page } = visitor;
    const user = new KeyboardUser(page);
    await visitor.open(`/job/${body.id}`);
    const stayed = await markDocument(page);
    await user.tabTo('All');
    await page.keyboard.press('Enter');
    await page.locator('.chart__hit[aria-valuemax="823"]').waitFor();
    await page.locator('#history-all[aria-current="true"]').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'history-all');
    await user.seesFocus();
    await user.tabTo('Point of the chart');
    expect(await stayed()).to.equal(true);
  });

  it('filters transactions by kind and day, and shows more of what is found', async () => {
    const { buyer, visitor, page, user, ids } = await withJobs('bread.csv');
    for (let amount = 1; amount <= 55; amount++) await buyer.topUp(amount);
    await visitor.open('/tx');
    await user.tabTo('Charges');
    await user.go('Enter', '/tx?type=PREDICTION_CHARGE');
    expect(await page.locator('#rows > tr').count()).to.equal(1);
    await user.tabTo('Deposits');
    await user.go('Enter', '/tx?type=DEPOSIT');
    await user.tabTo('From');
    // Whether the day or the month comes first is the browser's choice.
    await page.keyboard.type('01012024');
    await user.tabTo('To');
    await page.keyboard.type('12122099');
    await user.tabTo('Show');
    await user.go('Enter', '/tx?type=DEPOSIT&from=2024-01-01&to=2099-12-12');
    expect(await page.locator('#rows > tr').count()).to.equal(50);
    await user.tabTo('Show more');
    await page.keyboard.press('Enter');
    await page.locator('#rows > tr').nth(55).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'more');
    expect((await focusOf(page)).name).to.equal('Every transaction is shown.');
    await user.tabTo('REST API');
    expect(await page.locator('#rows td.plus').count()).to.equal(56);

    await visitor.open(`/tx?job=${ids[0]}`);
    await user.tabTo(/Remove the filter by job$/);
    await user.go('Enter', '/tx');
  });
});
