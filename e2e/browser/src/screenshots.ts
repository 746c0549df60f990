import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const directory = new URL('../../../screenshots/', import.meta.url);

/** Writes the whole page, from top to bottom, to `e2e/screenshots/<name>.png`, where pictures are wanted: there are hundreds. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] !== '1') return;
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, directory)), fullPage: true });
}
