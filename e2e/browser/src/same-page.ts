import type { Page } from 'playwright-core';

/** Marks the document that a page shows now. @returns whether it still shows that one: nothing has loaded it anew. */
export async function markDocument(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => document.documentElement.setAttribute('data-still-here', ''));
  return async () => (await page.locator('html[data-still-here]').count()) === 1;
}
