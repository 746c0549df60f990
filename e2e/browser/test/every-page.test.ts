import { expect } from 'chai';
import { accessibilityFaults, horizontalOverflow } from '../src/accessibility.js';
import { layoutShiftOf } from '../src/layout-shift.js';
import { type CabinetPage, cabinetPages } from '../src/pages.js';
import { takeScreenshot } from '../src/screenshots.js';
import { type Language, type Theme, windowHeight } from '../src/visitor.js';
import { Readers } from './readers.js';
import './system.js';

const languages: Language[] = ['en', 'ru'];
const themes: Theme[] = ['light', 'dark'];
const widths = [1_280, 390];
/** A busy machine paints a page in parts as it arrives, and a small one may still move (0.019 was seen); 0.1 counts as good. */
const mostShift = 0.025;

/** Half of the combinations, so that each two of language, theme and width meet on each page. */
function isLookedAt(language: Language, theme: Theme, width: number): boolean {
  return (language === 'en') === ((theme === 'light') === (width === 1_280));
}

describe('every page is accessible, stands still, and fits into 320 pixels', function () {
  this.timeout(60_000);
  let readers: Readers;
  before(async () => {
    readers = await Readers.prepare();
  });
  after(() => readers.leave());

  for (const cabinetPage of cabinetPages) {
    it(cabinetPage.name, async () => {
      const found = await Promise.all(languages.map((language) => faultsOf(cabinetPage, language)));
      expect(found.flat()).to.deep.equal([]);
    });
  }

  /** Takes the page's pictures on the way. */
  async function faultsOf(cabinetPage: CabinetPage, language: Language): Promise<string[]> {
    const { visitor, status } = await readers.open(cabinetPage, { language });
    const { page } = visitor;
    const faults: string[] = [];
    if (status !== (cabinetPage.status ?? 200)) faults.push(`${language}: status ${status}`);
    if (!cabinetPage.act) await page.locator(cabinetPage.shows).first().waitFor();
    const shift = await layoutShiftOf(page);
    if (shift > mostShift) faults.push(`${language}: layout shift ${shift}`);
    if (cabinetPage.act) {
      await cabinetPage.act(visitor);
      await page.locator(cabinetPage.shows).first().waitFor();
    }
    const spoken = await page.locator('html').getAttribute('lang');
    if (spoken !== language) faults.push(`${language}: the page is in ${spoken}`);
    for (const width of widths) {
      await page.setViewportSize({ width, height: windowHeight });
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme });
        await takeScreenshot(page, `${cabinetPage.name}.${language}-${width}-${theme}`);
        if (!isLookedAt(language, theme, width)) continue;
        const found = await accessibilityFaults(page);
        faults.push(...found.map((fault) => `${language}, ${width} px, ${theme}: ${fault}`));
      }
    }
    await page.setViewportSize({ width: 320, height: windowHeight });
    const overflow = await horizontalOverflow(page);
    if (overflow > 0) faults.push(`${language}: ${overflow} pixels beyond 320`);
    // As the next page is opened.
    await page.setViewportSize({ width: 1_280, height: windowHeight });
    await page.emulateMedia({ colorScheme: 'light' });
    return faults;
  }
});
