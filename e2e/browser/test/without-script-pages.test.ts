import { expect } from 'chai';
import { horizontalOverflow } from '../src/accessibility.js';
import { deadControls } from '../src/dead-controls.js';
import { cabinetPages } from '../src/pages.js';
import { takeScreenshot } from '../src/screenshots.js';
import { windowHeight } from '../src/visitor.js';
import { Readers } from './readers.js';
import './system.js';

describe('every page without script has nothing that only works by script, and fits into 320 pixels', function () {
  this.timeout(60_000);
  let readers: Readers;
  before(async () => {
    readers = await Readers.prepare();
  });
  after(() => readers.leave());

  // What a script does on a page before it is looked at has no state of its own here.
  for (const cabinetPage of cabinetPages.filter(({ act }) => !act)) {
    const { name, status: wanted = 200, shows } = cabinetPage;
    it(name, async () => {
      const { visitor, status } = await readers.open(cabinetPage, { script: false });
      const { page } = visitor;
      expect(status).to.equal(wanted);
      // Of what is there for script and without, only one can be seen.
      await page.locator(shows).first().waitFor({ state: 'attached' });
      await takeScreenshot(page, `${name}.without-script-1280`);
      const found = await deadControls(page);
      // What opens without script hides something, too.
      for (const summary of await page.locator('details > summary').filter({ visible: true }).all())
        await summary.click();
      found.push(...(await deadControls(page)));
      await page.setViewportSize({ width: 320, height: windowHeight });
      await takeScreenshot(page, `${name}.without-script-320`);
      const overflow = await horizontalOverflow(page);
      // As the next page is opened.
      await page.setViewportSize({ width: 1_280, height: windowHeight });
      expect([...new Set(found)]).to.deep.equal([]);
      expect(overflow).to.equal(0);
    });
  }
});
