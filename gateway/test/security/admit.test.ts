import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import supertest from 'supertest';
import { startServer, startTestGateway, type TestGateway } from '../gateway-fixture.js';

describe('access token', () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway();
  });
  after(() => gateway.close());

  const refused: [string, () => string | undefined][] = [
    ['none', () => undefined],
    ['another scheme', () => 'Basic dXNlcjpwYXNz'],
    ['no token at all', () => 'Bearer '],
    ['a changed one', () => `${gateway.bearer.slice(0, -8)}AAAAAAAA`],
    ['an expired one', () => `Bearer ${gateway.issuer.tokenFor(1, 'USER', { expiresIn: -10 })}`],
    ['one for another audience', () => `Bearer ${gateway.issuer.tokenFor(1, 'USER', { audience: 'other' })}`],
    ['one of another key', () => `Bearer ${gateway.issuer.tokenFor(1, 'USER', { keyid: 'other' })}`],
    ['alg none', () => `Bearer ${unsigned({ alg: 'none' })}.`],
    ['alg none with something for a signature', () => `Bearer ${unsigned({ alg: 'none' })}.x`],
    ['alg HS256', () => `Bearer ${withSecret(unsigned({ alg: 'HS256', kid: 'test-key' }))}`],
  ];
  for (const [what, authorization] of refused) {
    it(`401 for ${what}`, async () => {
      const asked = gateway.seen.length;
      const header = authorization();
      const call = supertest(gateway.url).get('/api/account/balance');
      const { status, body, headers } = await (header === undefined ? call : call.set('Authorization', header));
      expect(status).to.equal(401);
      expect(body.code).to.equal('not_signed_in');
      expect(body.detail).to.match(/\.$/);
      expect(headers['www-authenticate']).to.equal('Bearer');
      expect(headers['content-type']).to.match(/^application\/problem\+json/);
      expect(gateway.seen.length).to.equal(asked);
    });
  }

  for (const [method, path] of [
    ['get', '/api/predict/history'],
    ['post', '/api/predict/'],
    ['get', '/api/account/transactions'],
    ['post', '/api/account/7/top-up'],
    ['get', '/api/auth/users?email=a@b.c'],
  ] as const) {
    it(`401 without a token: ${method} ${path}`, async () => {
      expect((await supertest(gateway.url)[method](path)).status).to.equal(401);
    });
  }

  for (const [method, path] of [
    ['post', '/api/auth/register'],
    ['post', '/api/auth/login/'],
    ['get', '/api/models'],
    ['get', '/api/models/catalog'],
  ] as const) {
    it(`200 without a token: ${method} ${path}`, async () => {
      expect((await supertest(gateway.url)[method](path)).status).to.equal(200);
    });
  }

  it('503 when no key can be fetched to check it with', async () => {
    const down = await startServer((_request, response) => response.writeHead(500).end());
    const keyless = await startTestGateway(undefined, { JWKS_URL: `${down.url}/jwks.json` });
    const { status, body } = await supertest(keyless.url)
      .get('/api/account/balance')
      .set('Authorization', keyless.bearer);
    expect(status).to.equal(503);
    expect(body.code).to.equal('unavailable');
    await keyless.close();
    await down.close();
  });
});

/** Header and claims of a token that would make somebody an administrator. */
function unsigned(header: Record<string, string>): string {
  const claims = {
    sub: '1',
    role: 'ADMIN',
    iss: 'coincast',
    aud: 'coincast-api',
    exp: Math.ceil(Date.now() / 1000) + 60,
  };
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}

function withSecret(content: string): string {
  return `${content}.${createHmac('sha256', 'secret').update(content).digest('base64url')}`;
}
