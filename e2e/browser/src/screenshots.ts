import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const directory = new URL('../../../screenshots/', import.meta.url);

/** Writes the whole page, from top to bottom, to `e2e/screenshots/<name>.png`. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, directory)), fullPage: true });
}
