import { Buyer } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import { focusOf, KeyboardUser } from '../src/keyboard.js';
import { someone } from '../src/tasks.js';
import { arrive, systemUrl } from './system.js';

describe('a keyboard alone', () => {
  it('is enough to register, top up and sign out, and shows where it is at every step', async () => {
    const ann = someone();
    const visitor = await arrive();
    const user = new KeyboardUser(visitor.page);
    await visitor.open('/');
    await user.tabTo('Register');
    await user.go('Enter', '/register');
    await user.fill('Email', ann.email);
    await user.fill('Password', ann.password);
    await user.tabTo('Show');
    await visitor.page.keyboard.press('Space');
    expect((await focusOf(visitor.page)).name).to.equal('Hide');
    await user.tabTo('Create an account');
    await user.go('Enter', '/predict');
    await user.tabTo(/^Balance/);
    await user.go('Enter', '/balance');

    await user.tabTo(/^(1,000|5,000|10,000)$/);
    await visitor.page.keyboard.press('ArrowRight');
    const chosen = await focusOf(visitor.page);
    await user.fill('Note', 'By keyboard');
    await user.tabTo(`Add ${chosen.name}`);
    await user.go('Space', `/balance?added=${chosen.name.replace(',', '')}`);
    await visitor.sees('By keyboard');

    await user.tabTo(/Account/);
    await visitor.page.keyboard.press('Enter');
    await user.tabTo('Sign out');
    await user.go('Enter', '/login?notice=signed-out');
  });

  it('meets a link past the navigation first, on every page', async () => {
    const visitor = await arrive({ as: await Buyer.register(systemUrl()) });
    for (const path of ['/', '/login', '/balance', '/tx', '/no-such-page']) {
      await visitor.open(path);
      const user = new KeyboardUser(visitor.page);
      await user.tabTo('Skip to content');
      await visitor.page.keyboard.press('Enter');
      expect((await focusOf(visitor.page)).id).to.equal('main');
    }
  });

  it('closes the account menu with Escape, and the focus is back', async () => {
    const visitor = await arrive({ as: await Buyer.register(systemUrl()) });
    const { page } = visitor;
    await visitor.open('/balance');
    const user = new KeyboardUser(page);
    await user.tabTo(/Account/);
    await page.keyboard.press('Enter');
    await user.tabTo('API reference');
    await page.keyboard.press('Escape');
    await page.locator('details.account:not([open])').waitFor({ state: 'attached' });
    const focus = await focusOf(page);
    expect(focus.tag).to.equal('summary');
    expect(focus.isVisible).to.equal(true);
  });
});
