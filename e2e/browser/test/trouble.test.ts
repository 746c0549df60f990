import { Buyer } from '@coincast/e2e/buyer';
import type { RunningService } from '@coincast/shared/http';
import { startWebUi } from '@coincast/web-ui/service';
import { expect } from 'chai';
import { accessibilityFaults } from '../src/accessibility.js';
import { takeScreenshot } from '../src/screenshots.js';
import { arrive, systemUrl } from './system.js';

describe('when the API does not answer', () => {
  let cabinet: RunningService;
  before(async () => {
    // Port 9 (discard): nobody is there.
    const nowhere = { API_BASE: 'http://127.0.0.1:9', RABBIT_URL: 'amqp://127.0.0.1:9' };
    cabinet = await startWebUi({ ...nowhere, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent' });
  });
  after(() => cabinet.close());

  for (const script of [true, false]) {
    it(`a page says so with the request id, and asks again, ${script ? 'with' : 'without'} script`, async () => {
      const visitor = await arrive({ script, as: await Buyer.register(systemUrl()) }, cabinet.url);
      visitor.watcher.announce(503);
      const { page } = visitor;
      const response = await page.goto('/balance');
      expect(response?.status()).to.equal(503);
      expect(await response?.headerValue('refresh')).to.equal('10');
      await page.getByRole('heading', { level: 1, name: 'The service does not answer right now' }).waitFor();
      const id = await response?.headerValue('x-request-id');
      expect(await page.locator('code').textContent()).to.equal(id);
      if (script) {
        await takeScreenshot(page, 'unavailable.en-1280-light');
        expect(await accessibilityFaults(page)).to.deep.equal([]);
      }
      await page.getByRole('link', { name: 'Try again' }).click();
      await visitor.isAt('/balance');
    });
  }
});
