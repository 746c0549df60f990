import { once } from 'node:events';
import { expect } from 'chai';
import type { Download } from 'playwright-core';
import { becomesReady, draftShown, figureOf } from '../src/forecast-tasks.js';
import { KeyboardUser } from '../src/keyboard.js';
import { markDocument } from '../src/same-page.js';
import type { Visitor } from '../src/visitor.js';
import { dailyCsv } from './datasets.js';
import { arriveBuyer } from './system.js';

/** Somebody with a keyboard and credits, where a file is chosen. */
async function atStart(credits: number) {
  const { buyer, visitor } = await arriveBuyer('/predict', credits);
  return { buyer, visitor, page: visitor.page, user: new KeyboardUser(visitor.page) };
}

/** Chooses a file where the focus is, with the key that opens the system's window. */
async function chooseFile(user: KeyboardUser, key: 'Enter' | 'Space', content: string): Promise<void> {
  const chooser = await user.opensFiles(key);
  await chooser.setFiles({ name: 'sales.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
}

/** The preview is there, and so is the focus: before its first part. */
async function previewHasFocus(visitor: Visitor, user: KeyboardUser): Promise<void> {
  await draftShown(visitor);
  await visitor.page.waitForFunction(() => document.activeElement?.id === 'check');
  expect((await user.seesFocus()).name).to.equal('Data check');
}

/** Starts a download where the focus is. */
async function download({ page }: KeyboardUser): Promise<Download> {
  const [started] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  return started;
}

describe('a keyboard alone, on the way to a forecast', () => {
  it('is enough from a file to a finished job, its downloads and another model', async () => {
    const { buyer, visitor, page, user } = await atStart(200);
    await user.tabTo('File with the series');
    await chooseFile(user, 'Enter', dailyCsv(60));
    await previewHasFocus(visitor, user);

    // One stop for all models, on the one that is chosen; arrows go from each to the next, and round.
    await user.tabTo(/^Automatic/);
    const models: string[] = [];
    do {
      const { name } = await user.press('ArrowDown');
      models.push(name);
      expect(await figureOf(visitor, 'Model')).to.equal(
        await page.locator('.model :checked').getAttribute('data-title'),
      );
    } while (!/^Automatic/.test(models.at(-1) ?? ''));
    expect(models.length).to.equal(await page.locator('.model').count());
    while (!/^Linear trend/.test((await user.press('ArrowUp')).name));
    expect((await user.press('Tab')).name).to.equal('Horizon');

    await page.keyboard.type('14');
    expect(await figureOf(visitor, 'Horizon')).to.equal('14 days');
    await user.tabTo('1 week');
    await user.press('Space');
    expect(await figureOf(visitor, 'Horizon')).to.equal('7 days');
    await user.press('ArrowRight');
    expect(await figureOf(visitor, 'Horizon')).to.equal('30 days');
    await user.tabTo(/^Buy forecast for 60/);
    await user.go('Enter', /^\/job\/\d+$/);
    const stayed = await markDocument(page);
    await becomesReady(visitor);
    expect(await stayed()).to.equal(true);
    expect(await figureOf(visitor, 'Charged')).to.equal('60 credits');

    await user.tabTo('Download CSV');
    expect((await download(user)).suggestedFilename()).to.match(/\.csv$/);
    for (const format of ['JSON', 'XLSX']) {
      await user.tabTo(format);
      expect((await download(user)).suggestedFilename()).to.match(new RegExp(`\\.${format}$`, 'i'));
      expect((await user.seesFocus()).name).to.equal(format);
    }

    await page.reload();
    await user.tabTo('Run again');
    await user.go('Space', /^\/predict\?draft=/);
    await user.tabTo(/^Linear trend/);
    await user.tabTo(/^Buy forecast for 60/);
    await user.go('Space', /^\/job\/\d+$/);
    await becomesReady(visitor);
    expect(await buyer.balance()).to.equal(80);
  });

  it('replaces a file, and sends rows as they are pasted', async () => {
    const { visitor, page, user } = await atStart(40);
    await user.tabTo('File with the series');
    await chooseFile(user, 'Space', dailyCsv(10));
    await previewHasFocus(visitor, user);
    const first = page.url();
    await page.keyboard.press('Shift+Tab');
    expect((await user.seesFocus()).name).to.equal('Replace the file sales.csv');
    await chooseFile(user, 'Enter', dailyCsv(12));
    await page.waitForURL((url) => url.href !== first);
    await previewHasFocus(visitor, user);
    expect(await figureOf(visitor, 'Valid rows')).to.equal('12');

    await visitor.open('/predict');
    await user.tabTo('Paste rows instead');
    await user.press('Enter');
    await user.tabTo('Rows with their header');
    await page.keyboard.insertText(dailyCsv(20).replaceAll(',', '\t'));
    await user.tabTo('Check the rows');
    await user.go('Enter', /^\/predict\?draft=/);
    await previewHasFocus(visitor, user);
    expect(await figureOf(visitor, 'Valid rows')).to.equal('20');
    // Enter in a field sends the form that it belongs to.
    await user.tabTo('Horizon');
    await page.keyboard.type('3');
    await user.go('Enter', /^\/job\/\d+$/);
    await becomesReady(visitor);
    await visitor.sees('3 days', page.locator('#job-chart'));
  });

  for (const { place, then } of [
    { place: 'History', then: 'job-back' },
    { place: 'Another forecast', then: 'job-actions' },
  ]) {
    it(`keeps the focus at "${place}" of a job’s page when the forecast comes`, async () => {
      const { visitor, page, user } = await atStart(400);
      const [release] = [new AbortController()];
      const released = once(release.signal, 'abort');
      // What would replace the page is held back, until the focus is where it shall stay.
      await page.route(/\/job\/\d+\?seen=/, async (route) => {
        await released;
        await route.continue();
      });
      await user.tabTo('File with the series');
      await chooseFile(user, 'Enter', dailyCsv(400));
      await previewHasFocus(visitor, user);
      await user.tabTo(/^Buy forecast for 400/);
      await user.go('Enter', /^\/job\/\d+$/);
      const main = page.getByRole('main');
      await main.getByRole('link', { name: 'Another forecast' }).waitFor();
      await user.tabTo('Skip to content');
      await user.press('Enter');
      await user.tabTo(place);
      release.abort();
      await becomesReady(visitor);
      await page.waitForFunction((id) => document.activeElement?.id === id, then);
      await user.seesFocus();
      await user.tabTo('Run again');
    });
  }
});
