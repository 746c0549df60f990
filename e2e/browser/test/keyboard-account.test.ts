import { Buyer, series } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import { focusOf, KeyboardUser } from '../src/keyboard.js';
import { openLive } from '../src/live-ear.js';
import { administrator } from '../src/people.js';
import { adminUrl, arrive, arriveBuyer, systemUrl } from './system.js';

describe('a keyboard alone, around the account', () => {
  it('chooses the language and the theme', async () => {
    const { visitor } = await arriveBuyer('/balance');
    const { page } = visitor;
    const user = new KeyboardUser(page);
    await user.tabTo(/Account/);
    await user.press('Enter');
    await user.tabTo('Account');
    await user.go('Enter', '/account');
    for (const { control, key, shows } of [
      { control: 'Dark', key: 'Enter', shows: 'html[data-theme="dark"][lang="en"]' },
      { control: 'Русский', key: 'Space', shows: 'html[data-theme="dark"][lang="ru"]' },
      { control: 'Светлая', key: 'Space', shows: 'html[data-theme="light"][lang="ru"]' },
      { control: 'English', key: 'Enter', shows: 'html[data-theme="light"][lang="en"]' },
    ]) {
      await user.tabTo(control);
      await page.keyboard.press(key);
      await page.locator(shows).waitFor();
      await visitor.isAt('/account');
      await page.locator('main [aria-pressed="true"]', { hasText: control }).waitFor();
    }
  });

  it('finds a user’s account and credits it', async () => {
    const [admin, buyer] = await Promise.all([administrator(systemUrl(), adminUrl()), Buyer.register(systemUrl(), 5)]);
    const visitor = await arrive({ as: admin });
    const { page } = visitor;
    const user = new KeyboardUser(page);
    await visitor.open('/balance');
    await user.tabTo('Admin');
    await user.go('Enter', '/admin');
    await user.fill('Find by email', 'nobody@example.com');
    await user.go('Enter', '/admin?email=nobody%40example.com');
    await visitor.sees('Nobody has this email');
    await user.fill('Find by email', buyer.email);
    await user.tabTo('Find');
    await user.go('Space', `/admin?email=${encodeURIComponent(buyer.email)}`);

    await user.fill('Top up', '250');
    await user.tabTo('Credit the account');
    await page.keyboard.press('Enter');
    // The reason is wanted: the focus is on its field, what was typed stays.
    await page.waitForFunction(() => document.activeElement?.id === 'reason');
    expect((await user.seesFocus()).name).to.equal('Reason');
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Enter');
    await visitor.sees('By keyboard', page.locator('#rows'));
    await visitor.sees('The balance of this account is 255.');
    expect(await buyer.balance()).to.equal(255);
  });

  it('reaches what is said in the corner, and closes it', async () => {
    const buyer = await Buyer.register(systemUrl(), 10);
    const visitor = await arrive({ as: buyer });
    const { page } = visitor;
    const user = new KeyboardUser(page);
    await openLive(visitor, '/balance');
    await user.tabTo('REST API');
    const { body } = await buyer.predict(series(5));
    await visitor.sees(`Job ${body.id} is ready`, page.locator('.toast'));
    await user.tabTo('Dismiss');
    await page.keyboard.press('Space');
    await page.locator('.toast').waitFor({ state: 'detached' });
    expect((await focusOf(page)).id).to.equal('main');
    await user.seesFocus();
  });
});
