import { Buyer } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import { arrive, systemUrl } from './system.js';

describe('the list of transactions', () => {
  /** One page and a half: each top-up has an amount of its own. */
  async function busyBuyer(): Promise<Buyer> {
    const buyer = await Buyer.register(systemUrl());
    for (let amount = 1; amount <= 75; amount++) await buyer.topUp(amount);
    return buyer;
  }

  it('loads more without a reload, and keeps the focus', async () => {
    const visitor = await arrive({ as: await busyBuyer() });
    const { page } = visitor;
    await visitor.open('/tx');
    const rows = page.locator('#rows > tr');
    expect(await rows.count()).to.equal(50);
    await page.evaluate(() => document.body.setAttribute('data-still-here', ''));
    await page.getByRole('link', { name: 'Show more' }).focus();
    await page.keyboard.press('Enter');
    await rows.nth(74).waitFor();
    expect(await rows.count()).to.equal(75);
    expect(await page.locator('body[data-still-here]').count()).to.equal(1);
    await page.waitForFunction(() => document.activeElement?.id === 'more');
    await visitor.sees('Every transaction is shown', page.locator('#more'));
    const amounts = await rows.locator('td.plus').allInnerTexts();
    expect(amounts.map((text) => Number.parseInt(text.slice(1), 10))).to.deep.equal(
      Array.from({ length: 75 }, (_, i) => 75 - i),
    );
  });

  it('leads to the older ones without script', async () => {
    const visitor = await arrive({ script: false, as: await busyBuyer() });
    await visitor.open('/tx');
    await visitor.page.getByRole('link', { name: 'Show more' }).click();
    await visitor.page.waitForURL(/\/tx\?before=\d+$/);
    expect(await visitor.page.locator('#rows > tr').count()).to.equal(25);
  });
});
