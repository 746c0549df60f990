import type { Program } from './debian-packages.js';

/** The browser of the cabinet's tests; the system itself has no use for it. */
export const chromiumProgram: Program = {
  debianPackage: 'chromium',
  candidates: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  instead: { variable: 'CHROMIUM_PATH', what: 'a browser' },
};
