import { expect } from 'chai';
import { horizontalOverflow } from '../src/accessibility.js';
import { deadControls } from '../src/dead-controls.js';
import { cabinetPages } from '../src/pages.js';
import { type People, preparePeople } from '../src/people.js';
import { takeScreenshot } from '../src/screenshots.js';
import { windowHeight } from '../src/visitor.js';
import { adminUrl, arrive, systemUrl } from './system.js';

describe('every page without script has nothing that only works by script, and fits into 320 pixels', function () {
  this.timeout(60_000);
  let people: People;
  before(async () => {
    people = await preparePeople(systemUrl(), adminUrl());
  });

  // What a script does on a page before it is looked at has no state of its own here.
  for (const { name, who, path, status = 200, shows } of cabinetPages.filter(({ act }) => !act)) {
    it(name, async () => {
      const visitor = await arrive({ script: false, ...(who === 'nobody' ? {} : { as: people[who] }) });
      const { page } = visitor;
      expect(await visitor.open(typeof path === 'string' ? path : await path(people))).to.equal(status);
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
      expect([...new Set(found)]).to.deep.equal([]);
      expect(await horizontalOverflow(page)).to.equal(0);
    });
  }
});
