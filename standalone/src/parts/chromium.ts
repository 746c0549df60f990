import type { Program } from './debian-packages.js';

/**
 * The browser of the cabinet's tests; the system itself has no use for it. Without windows of its own it takes half the time
 * for the same pages.
 */
export const chromiumProgram: Program = {
  debianPackage: 'chromium-headless-shell',
  candidates: ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  instead: { variable: 'CHROMIUM_PATH', what: 'a browser' },
};
