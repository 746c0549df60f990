import { Buyer } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import { weigh } from '../src/page-weight.js';
import { arrive, systemUrl } from './system.js';

const mostBytes = 60_000;

describe('what a page weighs', () => {
  for (const path of ['/', '/login']) {
    it(`${path} takes less than 60 kB with everything it loads`, async () => {
      const { context, page, url } = await arrive();
      const { bytes, files } = await weigh(context, page, `${url}${path}`);
      expect(Object.keys(files)).to.have.length.above(3);
      expect(bytes, JSON.stringify(files)).to.be.below(mostBytes);
    });
  }

  it('/balance takes less than 60 kB with everything it loads, and its files once only', async () => {
    const visitor = await arrive({ as: await Buyer.register(systemUrl(), 100) });
    const { bytes, files } = await weigh(visitor.context, visitor.page, `${visitor.url}/balance`);
    expect(bytes, JSON.stringify(files)).to.be.below(mostBytes);
    await visitor.open('/tx');
    const asked: string[] = [];
    visitor.page.on('response', (response) => {
      const isCached =
        response.request().timing().connectStart === -1 && response.request().timing().requestStart === -1;
      // The icon comes by rules of the browser's own.
      const isPart = /\/assets\/(?!icon)/.test(response.url());
      if (isPart && !isCached) asked.push(response.url());
    });
    await visitor.open('/tx');
    await visitor.open('/balance');
    expect(asked).to.deep.equal([]);
  });
});
