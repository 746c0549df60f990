import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { type Cabinet, signedIn, startCabinet } from './cabinet-fixture.js';

describe('files of the cabinet', () => {
  let cabinet: Cabinet;
  before(async () => {
    cabinet = await startCabinet();
  });
  after(() => cabinet.close());

  /** A file as it travels. */
  const load = (path: string, encoding: string) =>
    fetch(`${cabinet.url}${path}`, { headers: { 'accept-encoding': encoding } });
  const filesOf = (html: string) =>
    [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file = '']) => file);

  it('are compressed, unchanging and found under the hash of what is in them', async () => {
    const files = filesOf((await cabinet.get('/balance', signedIn)).text);
    expect(files).to.have.length(8);
    for (const file of files) {
      expect(file).to.match(/^\/assets\/[a-z-]+\.[0-9a-f]{12}\.(?:css|js|svg)$/);
      for (const [accepted, sent] of [
        ['br, gzip', 'br'],
        ['gzip', 'gzip'],
        ['identity', null],
      ] as const) {
        const response = await load(file, accepted);
        expect([response.status, response.headers.get('content-encoding')], file).to.deep.equal([200, sent]);
        expect(response.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable');
        expect(response.headers.get('vary')).to.equal('Accept-Encoding');
        await response.arrayBuffer();
      }
    }
    expect((await cabinet.get('/assets/cabinet.000000000000.css')).status).to.equal(404);
  });

  it('the tokens are the design as it is', async () => {
    const file = filesOf((await cabinet.get('/')).text).find((name) => name.includes('tokens')) ?? '';
    const own = readFileSync(fileURLToPath(new URL('../../assets/tokens.css', import.meta.url)), 'utf8');
    expect(await (await load(file, 'br')).text()).to.equal(own);
  });

  it('make a page with all that it loads lighter than 60 kB', async () => {
    for (const path of ['/', '/login', '/balance', '/predict']) {
      const page = await fetch(`${cabinet.url}${path}`, {
        headers: { 'accept-encoding': 'gzip', accept: 'text/html', cookie: signedIn.Cookie },
      });
      let bytes = Number(page.headers.get('content-length'));
      for (const file of filesOf(await page.text())) {
        const response = await load(file, 'gzip');
        bytes += Number(response.headers.get('content-length'));
        await response.arrayBuffer();
      }
      expect(bytes, path).to.be.within(5_000, 60_000);
    }
  });
});
