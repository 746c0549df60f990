import type { BrowserContext, Page } from 'playwright-core';

/**
 * Opens a page with nothing cached.
 * @returns the bytes that went over the wire for it and everything it loads, and each file's, as they were encoded.
 */
export async function weigh(
  context: BrowserContext,
  page: Page,
  url: string,
): Promise<{ bytes: number; files: Record<string, number> }> {
  const session = await context.newCDPSession(page);
  const urls = new Map<string, string>();
  const files: Record<string, number> = {};
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    files[new URL(urls.get(requestId) ?? url).pathname] = encodedDataLength;
  });
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.goto(url, { waitUntil: 'networkidle' });
  await session.detach();
  return { bytes: Object.values(files).reduce((sum, bytes) => sum + bytes, 0), files };
}
