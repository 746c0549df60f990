import { randomBytes } from 'node:crypto';
import { BrowserSession } from '@coincast/e2e/browser-session';
import { Buyer, series } from '@coincast/e2e/buyer';
import { promote } from '@coincast/e2e/promote';
import { expect } from 'chai';
import { type Deployment, itInside } from '../deployments.js';

/** The pages about an account, without script: ledger, export, account, administration. */
export function accountPagesSuite(system: Deployment): void {
  describe('the pages about an account', () => {
    const someone = () => ({
      email: `account-${randomBytes(8).toString('hex')}@example.com`,
      password: randomBytes(12).toString('hex'),
    });
    const signIn = async (who: { email: string; password: string }) => {
      const browser = new BrowserSession(system.url);
      const { status } = await browser.submit('/login', who);
      expect(status).to.equal(303);
      return browser;
    };
    const entries = (text: string) => [...text.matchAll(/<span class="wide"> · (#\d+)</g)].map(([, id]) => id);
    /** The same person in a browser. */
    const browserOf = (buyer: Buyer) => {
      const browser = new BrowserSession(system.url);
      browser.cookies.set('access_token', buyer.token);
      return browser;
    };

    it('filters the ledger by type, job and day, and exports what is found', async () => {
      const buyer = await Buyer.register(system.url, 100);
      const { body: job } = await buyer.predict(series(3));
      await buyer.finished(job.id);
      const browser = browserOf(buyer);
      const all = (await browser.get('/tx')).text;
      expect(entries(all)).to.have.length(2);
      expect(all).to.include(`href="/job/${job.id}"`);
      expect(entries((await browser.get('/tx?type=DEPOSIT')).text)).to.have.length(1);
      expect(entries((await browser.get(`/tx?job=${job.id}`)).text)).to.have.length(1);
      // A day may end between the entries and these questions.
      const before = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
      const after = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      expect(entries((await browser.get(`/tx?from=${before}&to=${after}`)).text)).to.have.length(2);
      expect((await browser.get(`/tx?from=${after}`)).text).to.include('No such transactions');
      expect((await browser.get('/tx?from=2026-02-30')).status).to.equal(422);

      const { text, headers } = await browser.get(`/tx/export.csv?job=${job.id}`);
      expect(headers.get('content-type')).to.equal('text/csv; charset=utf-8');
      const [header, line = '', end] = text.split('\n');
      expect([header, end]).to.deep.equal(['id,created_at,type,job_id,amount,balance_after,reason', '']);
      expect(line).to.match(new RegExp(`^\\d+,\\d{4}-[^,]+Z,PREDICTION_CHARGE,${job.id},-3,97,`));
    });

    it('exports more than a page of the API', async function () {
      this.timeout(60_000);
      const buyer = await Buyer.register(system.url);
      for (let i = 0; i < 1_020; i += 60) await Promise.all(Array.from({ length: 60 }, () => buyer.topUp(1)));
      const lines = (await browserOf(buyer).get('/tx/export.csv')).text.trimEnd().split('\n').slice(1);
      expect(lines).to.have.length(1_020);
      expect(lines.map((line) => Number(line.split(',')[5]))).to.deep.equal(
        Array.from({ length: 1_020 }, (_, i) => 1_020 - i),
      );
    });

    it('tops up on the way to something else, and goes back there', async () => {
      const browser = browserOf(await Buyer.register(system.url));
      const { location } = await browser.submit('/balance?missing=214&next=%2Faccount', { amount: '214' });
      expect(location).to.equal('/account');
      expect((await browser.get('/account')).text).to.include('214 credits added');
      expect((await browser.get('/account')).text).to.not.include('credits added');
    });

    it('shows the account, and ends the session from there', async () => {
      const ann = someone();
      const browser = new BrowserSession(system.url);
      await browser.submit('/register', ann);
      const { text } = await browser.get('/account');
      expect(text).to.include(ann.email).and.not.include(browser.cookies.get('access_token'));
      expect((await browser.post('/logout')).location).to.equal('/login?notice=signed-out');
      expect((await browser.get('/account')).location).to.equal('/login?next=%2Faccount');
    });

    itInside(
      system,
      'lets an administrator find an account and credit it, and nobody else see that',
      async (launched) => {
        const [root, ann] = [someone(), someone()];
        for (const who of [root, ann]) await new BrowserSession(system.url).submit('/register', who);
        const early = await signIn(root);
        await promote(launched.adminUrl, root.email);
        // The token from before does not carry the right.
        expect((await early.get(`/admin?email=${ann.email}`)).status).to.equal(404);
        const admin = await signIn(root);
        const address = `/admin?email=${encodeURIComponent(ann.email)}`;
        expect((await admin.get(address)).text)
          .to.include('0 <small>credits')
          .and.include('No jobs yet');
        expect((await admin.get('/admin?email=nobody@example.com')).text).to.include('Nobody has this email');
        expect((await admin.submit(address, { amount: '2000', reason: '' })).status).to.equal(422);
        const credited = await admin.submit(address, { amount: '2,000', reason: 'Goodwill <77>' });
        expect([credited.status, credited.location]).to.deep.equal([303, `${address}&added=2000`]);
        expect((await admin.get(String(credited.location))).text)
          .to.include('2,000 credits added')
          .and.include('Goodwill &lt;77&gt;');

        const user = await signIn(ann);
        expect((await user.get('/tx')).text)
          .to.include('Goodwill &lt;77&gt;')
          .and.include('+2,000');
        for (const browser of [user, new BrowserSession(system.url)]) {
          const { status, text } = await browser.get(address);
          expect([status, text.includes('There is no such page')]).to.deep.equal([404, true]);
          expect((await browser.post('/admin')).status).to.equal(404);
        }
      },
    );

    it('makes guessing a password wait, also in the browser, and says how long', async () => {
      const ann = someone();
      await new BrowserSession(system.url).submit('/register', ann);
      const guess = (password: string) => new BrowserSession(system.url).submit('/login', { ...ann, password });
      const statuses: number[] = [];
      for (let i = 0; i < 10; i++) statuses.push((await guess(`wrong-${i}`)).status);
      expect(statuses).to.deep.equal(Array.from({ length: 10 }, () => 401));
      const { status, text, headers } = await guess(ann.password);
      expect(status).to.equal(429);
      expect(text).to.match(/Too many attempts\. Try again in [\d,]+ seconds?\./);
      expect(headers.getSetCookie()).to.deep.equal([]);
    });

    it('takes over no session that was there before sign-in', async () => {
      const [ann, eve] = [someone(), await Buyer.register(system.url, 7)];
      await new BrowserSession(system.url).submit('/register', ann);
      const browser = browserOf(eve);
      expect((await browser.submit('/login', ann)).status).to.equal(303);
      expect(browser.cookies.get('access_token')).to.not.equal(eve.token);
      expect((await browser.get('/account')).text)
        .to.include(ann.email)
        .and.not.include(eve.email);
    });
  });
}
