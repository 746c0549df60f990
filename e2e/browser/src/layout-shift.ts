import type { BrowserContext, Page } from 'playwright-core';

declare global {
  interface Window {
    /** The sum of all layout shifts of this document that no input caused. */
    layoutShift?: number;
  }
}

interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
}

/** Counts, in every document of the context, what moves by itself (Layout Instability API). */
export async function observeLayoutShift(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.layoutShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        if (!entry.hadRecentInput) window.layoutShift = (window.layoutShift ?? 0) + entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** What has moved by itself since the page was opened: 0 is nothing. */
export async function layoutShiftOf(page: Page): Promise<number> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    // An observer is told after the frame in which something moved.
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    if (window.layoutShift === undefined) throw new Error('Layout shifts are not observed here');
    return window.layoutShift;
  });
}

/** From now on nothing comes from the cache, as for somebody who was never here. */
export async function forgetFiles(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Network.setCacheDisabled', { cacheDisabled: true });
}
