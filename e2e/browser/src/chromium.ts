import { type Browser, chromium } from 'playwright-core';
import { chromiumArguments } from './chromium-arguments.js';

/**
 * Starts Chromium without a window, on a profile of its own that is gone with it.
 * @throws Error when `CHROMIUM_PATH` does not name it.
 */
export async function startChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'];
  if (!executablePath)
    throw new Error('CHROMIUM_PATH is not set: run by make test, or with standalone/dist/src/with-parts.js');
  return chromium.launch({ executablePath, args: chromiumArguments, headless: true });
}
