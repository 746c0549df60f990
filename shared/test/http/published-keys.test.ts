import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { publishedKeys } from '../../src/http/published-keys.js';

const jwk = (kid: string) => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
};

describe('published keys', () => {
  let server: Server;
  let url: string;
  let fetches: number;
  const keys = [jwk('first')];

  before(async () => {
    server = createServer((_, response) => {
      fetches += 1;
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ keys }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  beforeEach(() => {
    fetches = 0;
  });

  it('are fetched once for many who ask', async () => {
    const find = publishedKeys(url);
    const found = await Promise.all(Array.from({ length: 20 }, () => find('first')));
    expect(new Set(found).size).to.equal(1);
    expect(found[0]).to.match(/^-----BEGIN PUBLIC KEY-----/);
    expect(fetches).to.equal(1);
  });

  it('are not fetched again and again for forged key ids, which lock nobody out', async () => {
    const find = publishedKeys(url);
    for (let n = 0; n < 100; n++) expect(await find(`forged-${n}`)).to.equal(undefined);
    expect(fetches).to.equal(1);
    expect(await find('first')).to.be.a('string');
  });

  it('stay good while they cannot be fetched', async () => {
    const find = publishedKeys(url);
    await find('first');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await find('first')).to.be.a('string');
    const away = await publishedKeys(url)('first').catch((error: unknown) => error);
    expect(away).to.be.instanceOf(Error);
  });
});
