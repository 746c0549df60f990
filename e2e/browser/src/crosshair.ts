import type { Locator, Page } from 'playwright-core';

/** The chart of a finished job as its reader uses it: the slider over the plot, and the strip below. */
export class Crosshair {
  readonly hit: Locator;

  constructor(readonly page: Page) {
    // There is one for wide screens and one for narrow ones.
    this.hit = page.locator('.chart__hit').filter({ visible: true });
  }

  /** Waits until it stands on this point, counted from the first that is drawn. @returns what a screen reader says. */
  async standsOn(point: number): Promise<string> {
    const plot = this.page.locator('.chart__plot', { has: this.page.locator(`.chart__hit[aria-valuenow="${point}"]`) });
    await plot.locator('.chart__cross[visibility="visible"]').waitFor();
    return this.says();
  }

  async says(): Promise<string> {
    return (await this.hit.getAttribute('aria-valuetext')) ?? '';
  }

  /** Waits until it is put away. */
  async isAway(): Promise<void> {
    await this.plot.locator('.chart__cross[visibility="hidden"]').waitFor({ state: 'attached' });
  }

  /** The number of the last point, the end of the forecast. */
  async last(): Promise<number> {
    return Number(await this.hit.getAttribute('aria-valuemax'));
  }

  /** What the strip below says, one part after another. */
  readout(): Promise<string[]> {
    return this.page.locator('.readout__values > span').allTextContents();
  }

  /** Where the line stands, as a share of the plot's width from 0 to 1. */
  async position(): Promise<number> {
    return Number.parseFloat((await this.plot.locator('.chart__cross line').getAttribute('x1')) ?? '') / 100;
  }

  /** A place of the window that is this share of the plot's width from its left. */
  async placeAt(share: number): Promise<{ x: number; y: number }> {
    await this.hit.scrollIntoViewIfNeeded();
    const box = await this.hit.boundingBox();
    if (box === null) throw new Error('There is no chart');
    return { x: box.x + box.width * share, y: box.y + box.height / 2 };
  }

  private get plot(): Locator {
    return this.page.locator('.chart__plot').filter({ visible: true, has: this.page.locator('.chart__hit') });
  }
}

/** The lines of the table of values, each as the slider would say it. */
export async function valueSentences(page: Page, median = 'median'): Promise<string[]> {
  const lines = await page.locator('#values tbody tr').all();
  return Promise.all(
    lines.map(async (line) => {
      const [time = '', value = '', ...bounds] = await line.locator('td').allTextContents();
      const intervals = ['80%', '95%'].flatMap((name, i) => (bounds[i] ? [`${name} ${bounds[i]}`] : []));
      return [time, `${median} ${value}`, ...intervals].join(', ');
    }),
  );
}
