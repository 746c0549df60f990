import { Buyer } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import { arrive, systemUrl } from './system.js';

describe('language and theme', () => {
  it('are the browser’s until something is chosen', async () => {
    const visitor = await arrive({ language: 'ru', theme: 'dark' });
    await visitor.open('/login');
    await visitor.page.getByRole('heading', { level: 1, name: 'Вход' }).waitFor();
    expect(await lightness(visitor.page.locator('body'))).to.be.below(0.3);
  });

  for (const script of [true, false]) {
    it(`are switched, and remembered on every page, ${script ? 'with' : 'without'} script`, async () => {
      const visitor = await arrive({ script, as: await Buyer.register(systemUrl()) });
      const { page } = visitor;
      await visitor.open('/balance');
      await page.getByRole('button', { name: 'Русский' }).click();
      await page.getByRole('heading', { level: 1, name: 'Баланс' }).waitFor();
      await visitor.isAt('/balance');
      await page.getByRole('button', { name: 'Тёмная' }).click();
      await page.locator('html[data-theme="dark"]').waitFor();
      if (script) expect(await lightness(page.locator('body'))).to.be.below(0.3);
      await visitor.open('/tx');
      await page.locator('html[data-theme="dark"][lang="ru"]').waitFor();
      await page.getByRole('button', { name: 'English' }).click();
      await page.locator('html[data-theme="dark"][lang="en"]').waitFor();
      await visitor.isAt('/tx');
    });
  }
});

/** Of the background that is drawn, from 0 (black) to 1. */
async function lightness(part: import('playwright-core').Locator): Promise<number> {
  return part.evaluate((element) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    if (!canvas) throw new Error('There is no canvas');
    canvas.fillStyle = getComputedStyle(element).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3 / 255;
  });
}
