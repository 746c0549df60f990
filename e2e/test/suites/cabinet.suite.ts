import { randomBytes } from 'node:crypto';
import { BrowserSession } from '@coincast/e2e/browser-session';
import { call } from '@coincast/e2e/buyer';
import { expect } from 'chai';

/** The cabinet as people use it, without script: pages, forms, cookies. */
export function cabinetSuite(url: () => string): void {
  describe('the cabinet', () => {
    const someone = () => ({
      email: `cabinet-${randomBytes(8).toString('hex')}@example.com`,
      password: randomBytes(12).toString('hex'),
    });

    it('registers, signs out and in, tops up, and shows it in the ledger', async () => {
      const ann = someone();
      const browser = new BrowserSession(url());
      expect((await browser.get('/')).text).to.include('href="/register"');
      const guarded = await browser.get('/balance');
      expect([guarded.status, guarded.location]).to.deep.equal([303, '/login?next=%2Fbalance']);

      const registered = await browser.submit('/register', ann);
      expect([registered.status, registered.location]).to.deep.equal([303, '/predict']);
      expect((await browser.get('/balance')).text)
        .to.include('No transactions yet')
        .and.include(ann.email);
      const left = await browser.post('/logout');
      expect(left.location).to.equal('/login?notice=signed-out');
      expect([...browser.cookies.keys()]).to.deep.equal([]);

      expect((await browser.submit('/login', { ...ann, password: 'wrong' })).status).to.equal(401);
      const back = await browser.submit('/login?next=%2Ftx', ann);
      expect([back.status, back.location]).to.deep.equal([303, '/tx']);

      const toppedUp = await browser.submit('/balance', { preset: '5000', reason: 'Invoice <7>' });
      expect([toppedUp.status, toppedUp.location]).to.deep.equal([303, '/balance?added=5000']);
      const balance = (await browser.get('/balance?added=5000')).text;
      expect(balance).to.include('5,000 credits added').and.include('5,000 <small>credits');
      expect((await browser.get('/tx')).text)
        .to.include('Invoice &lt;7&gt;')
        .and.include('+5,000');
      const answer = await call<{ balance: number }>(`${url()}/api/account/balance`, {
        headers: { authorization: `Bearer ${browser.cookies.get('access_token')}` },
      });
      expect(answer.body).to.deep.equal({ balance: 5_000 });
    });

    it('says beside the field that an e-mail is taken', async () => {
      const ann = someone();
      await new BrowserSession(url()).submit('/register', ann);
      const { status, text } = await new BrowserSession(url()).submit('/register', ann);
      expect(status).to.equal(400);
      expect(text).to.include('This email already has an account.');
    });

    it('serves its files itself, and its pages under a policy without exceptions', async () => {
      const { text, headers } = await new BrowserSession(url()).get('/login');
      expect(headers.get('content-security-policy')).to.include("default-src 'self'").and.not.include('unsafe');
      const files = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file = '']) => file);
      expect(files).to.have.length.above(3);
      for (const file of files) {
        const response = await fetch(`${url()}${file}`);
        expect([response.status, response.headers.get('cache-control')]).to.deep.equal([
          200,
          'public, max-age=31536000, immutable',
        ]);
        await response.arrayBuffer();
      }
    });

    it('sends a forged or expired session to sign-in, with a banner', async () => {
      const browser = new BrowserSession(url());
      browser.cookies.set('access_token', 'not.a.token');
      const { status, location } = await browser.get('/tx');
      expect([status, location]).to.deep.equal([303, '/login?next=%2Ftx&notice=expired']);
      expect((await browser.get(String(location))).text).to.include('You have been signed out');
    });
  });
}
