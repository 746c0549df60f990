import { expect } from 'chai';
import supertest from 'supertest';
import { ownPath } from '../src/security/own-path.js';
import { type Cabinet, cookiesOf, signedIn, startCabinet } from './cabinet-fixture.js';

describe('security of the cabinet', () => {
  let cabinet: Cabinet;
  beforeEach(async () => {
    cabinet = await startCabinet({ TRUST_PROXY: 'loopback', WEB_TOKEN: 'w'.repeat(32) });
  });
  afterEach(() => cabinet.close());
  const ann = { email: 'ann@example.com', password: 'correct horse' };

  const foreign = [
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    'https://evil.test/',
    'javascript:alert(1)',
    '/%2f/evil.test',
    '/%5cevil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    '/tx//evil.test',
    '/tx?a=https://evil.test',
    ' /tx',
    '/@evil.test',
    '/.evil',
    'tx',
    '?tx',
    '',
    '/login',
    '/logout/',
    '/register?next=/tx',
    `/${'a'.repeat(600)}`,
    `/${'a'.repeat(400)}!`,
  ];
  for (const next of foreign) {
    it(`does not follow next=${JSON.stringify(next.slice(0, 40))}`, async () => {
      expect(ownPath(next, '/balance')).to.equal('/balance');
      const { headers } = await cabinet.post('/login', { ...ann, next });
      expect(headers['location']).to.equal('/predict');
    });
  }

  it('follows next to pages of ours', () => {
    for (const next of ['/', '/tx', '/job/12', '/balance?missing=214', '/tx/?before=7&kind=a+b%2F']) {
      expect(ownPath(next, '/balance')).to.equal(next);
    }
    expect(ownPath(['/tx'], '/balance')).to.equal('/balance');
  });

  it('pages run nothing but our files: no code and no style inside, nothing from elsewhere', async () => {
    cabinet.gateway.deposit(10);
    cabinet.gateway.accounts.me.role = 'ADMIN';
    for (const path of ['/', '/login', '/register', '/balance', '/tx', '/account', '/admin', '/nowhere']) {
      const { headers, text } = await cabinet.get(path, signedIn);
      const policy = String(headers['content-security-policy']);
      expect(policy, path).to.include("default-src 'self'").and.include("frame-ancestors 'none'");
      expect(policy, path).to.not.match(/unsafe|\*|https?:/);
      expect(headers, path).to.include({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cache-control': 'private, no-store',
      });
      expect(text, path).to.not.match(/<script>|<style|\sstyle=|\son\w+=|javascript:/i);
      expect(text, path).to.not.match(/(?:src|href|action)="(?:https?:)?\/\//);
      expect(text, path).to.not.include('aaa.bbb.ccc');
    }
  });

  it('a form of another site does nothing', async () => {
    const post = (headers: Record<string, string>) =>
      supertest(cabinet.url)
        .post('/balance')
        .type('form')
        .set({ ...signedIn, ...headers })
        .send({ amount: '5', key: '7d444840-9dc0-41d1-b245-5ffdce74fad2' });
    const port = new URL(cabinet.url).port;
    const refused: Record<string, string>[] = [
      {},
      { Origin: 'null' },
      { Origin: 'https://evil.test' },
      { Origin: `http://127.0.0.1.evil.test:${port}` },
      { Origin: `http://127.0.0.1:${Number(port) + 1}` },
      { Origin: cabinet.url, 'Sec-Fetch-Site': 'cross-site' },
      { Origin: cabinet.url, 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'none' },
    ];
    for (const headers of refused) expect((await post(headers)).status, JSON.stringify(headers)).to.equal(403);
    expect(cabinet.gateway.balance).to.equal(0);
    const taken: Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'same-origin' },
      { Origin: cabinet.url },
      { Origin: 'https://coincast.test', 'X-Forwarded-Host': 'coincast.test', 'X-Forwarded-Proto': 'https' },
    ];
    for (const headers of taken) expect((await post(headers)).status, JSON.stringify(headers)).to.equal(303);
    expect(cabinet.gateway.balance).to.equal(5);
  });

  it('cookies are Secure when the visitor came over TLS, as a trusted proxy says', async () => {
    const tls = { 'X-Forwarded-Proto': 'https' };
    expect(cookiesOf((await cabinet.post('/login', ann, tls)).headers)['access_token']).to.include('; Secure');
    const alone = await startCabinet();
    expect(cookiesOf((await alone.post('/login', ann, tls)).headers)['access_token']).to.not.include('Secure');
    await alone.close();
  });

  it('calls the API for the address of the visitor, with the proof that it may', async () => {
    await cabinet.post('/login', ann, { 'X-Forwarded-For': '192.0.2.7', 'X-Request-Id': 'request-0001' });
    expect(cabinet.gateway.seen.at(-1)?.headers).to.include({
      'x-forwarded-for': '192.0.2.7',
      'x-web-token': 'w'.repeat(32),
      'x-request-id': 'request-0001',
    });
  });

  it('shows hostile text as text, wherever it comes from', async () => {
    const attack = `"><script>alert(1)</script><img src=x onerror='alert(1)'>`;
    cabinet.gateway.deposit(10, attack);
    const pages = [
      await cabinet.get('/balance', signedIn),
      await cabinet.get('/tx', signedIn),
      await cabinet.get('/tx', {
        Cookie: `${signedIn.Cookie.split(';')[0]}; account_email=${encodeURIComponent(attack)}`,
      }),
      await cabinet.get(`/login?next=${encodeURIComponent(attack)}&notice=${encodeURIComponent(attack)}`),
      await cabinet.post('/login', { email: attack, password: '', next: attack }),
      await cabinet.post('/register', { email: attack, password: '', next: attack }),
      await cabinet.post('/balance', { amount: attack, reason: attack, key: attack, preset: attack }, signedIn),
      await cabinet.get(`/tx?from=${encodeURIComponent(attack)}&job=${encodeURIComponent(attack)}`, signedIn),
      await cabinet.get(`/balance?next=${encodeURIComponent(attack)}&missing=${encodeURIComponent(attack)}`, signedIn),
      await cabinet.get(`/nowhere?${encodeURIComponent(attack)}`),
      await cabinet.get('/', { 'X-Forwarded-Host': attack, 'X-Request-Id': attack }),
    ];
    for (const { text } of pages) expect(text).to.not.match(/<script>alert|<img/);
    expect(pages[1]?.text).to.include('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('400 for a form that is too large, and nothing is called', async () => {
    const { status, text } = await cabinet.post('/login', { ...ann, next: 'x'.repeat(20_000) });
    expect(status).to.equal(400);
    expect(text).to.include('The form cannot be read');
    expect(cabinet.gateway.seen).to.deep.equal([]);
  });
});
