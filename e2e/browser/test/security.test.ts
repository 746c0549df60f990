import { Buyer, call } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import { register, someone, topUp } from '../src/tasks.js';
import { arrive, systemUrl } from './system.js';

const attack = '<script>document.title="taken"</script><img src=x onerror="document.title=\'taken\'">';

describe('the browser’s safety', () => {
  it('keeps the session in a cookie that no script and no other site can use, and nowhere else', async () => {
    const visitor = await arrive();
    const { page, context } = visitor;
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await visitor.open('/register');
    await register(visitor, someone());
    await visitor.isAt('/predict');
    const cookies = await context.cookies();
    const session = cookies.find(({ name }) => name === 'access_token');
    expect(session).to.include({ httpOnly: true, sameSite: 'Lax', path: '/', domain: '127.0.0.1' });
    for (const cookie of cookies) expect(cookie).to.include({ httpOnly: true, sameSite: 'Lax' });
    const token = session?.value ?? '';
    expect(token).to.have.length.above(100);
    for (const path of ['/balance', '/tx', '/']) {
      await visitor.open(path);
      expect(await page.content()).not.to.include(token);
      expect(await page.evaluate(() => document.cookie)).to.equal('');
      const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
      expect(kept).not.to.include(token);
    }
    expect(addresses.filter((address) => address.includes(token))).to.deep.equal([]);
  });

  it('replaces whatever session was there before a sign-in', async () => {
    const visitor = await arrive();
    const planted = await Buyer.register(systemUrl());
    await visitor.open('/register');
    await visitor.signInAs(planted);
    const ann = someone();
    await register(visitor, ann);
    await visitor.isAt('/predict');
    await visitor.sees(ann.email);
    expect((await visitor.context.cookies()).filter(({ value }) => value === planted.token)).to.deep.equal([]);
  });

  it('shows markup in a reason, a wrong e-mail and an address as text', async () => {
    const visitor = await arrive({ as: await Buyer.register(systemUrl()) });
    const { page } = visitor;
    await visitor.open('/balance');
    await topUp(visitor, { amount: '5', reason: attack });
    await visitor.isAt('/balance?added=5');
    await visitor.sees(attack, page.locator('#rows'));
    await visitor.open('/tx');
    await visitor.sees(attack, page.locator('#rows'));
    expect(await page.title()).to.match(/^Transactions/);

    await visitor.open('/login');
    await page.getByLabel('Email', { exact: true }).fill(`${attack}@example.com`);
    await page.getByLabel('Password', { exact: true }).fill('secret');
    await page.getByLabel('Password', { exact: true }).press('Enter');
    expect(await visitor.faultOf('Password')).to.match(/do not match/);
    expect(await page.getByLabel('Email', { exact: true }).inputValue()).to.equal(`${attack}@example.com`);

    await visitor.open('/no-such-page?next="><script>document.title="taken"</script>');
    expect(await page.title()).to.match(/^There is no such page/);
    expect(await page.locator('img').count()).to.equal(0);
  });

  it('shows markup in the e-mail of the account as text', async () => {
    const visitor = await arrive({ as: await Buyer.register(systemUrl()) });
    await visitor.context.addCookies([{ name: 'account_email', value: encodeURIComponent(attack), url: visitor.url }]);
    await visitor.open('/balance');
    await visitor.sees(attack, visitor.page.locator('.account'));
    expect(await visitor.page.title()).to.match(/^Balance/);
  });

  for (const script of [true, false]) {
    it(`lets the form of the bot lead to Telegram, ${script ? 'with' : 'without'} script, and leaves the page where it is`, async () => {
      const buyer = await Buyer.register(systemUrl());
      const visitor = await arrive({ as: buyer, script });
      await visitor.open('/account');
      const telegram = visitor.context.waitForEvent('request', (request) => request.url().startsWith('https://t.me/'));
      const opened = visitor.context.waitForEvent('page');
      await visitor.page.getByRole('button', { name: 'Connect Telegram' }).click();
      const request = await telegram;
      // Before the browser, which cannot get there from here, tries again.
      await (await opened).close();
      const [, code = ''] = /^https:\/\/t\.me\/coincast_bot\?start=([\w-]{32})$/.exec(request.url()) ?? [];
      expect(request.headers()).to.not.have.any.keys('referer', 'cookie');
      await visitor.isAt('/account');
      const faults = visitor.watcher.takeFaults();
      expect(faults.filter((fault) => !fault.includes(request.url()))).to.deep.equal([]);

      const redeem = () =>
        call<{ access_token: string }>(`${systemUrl()}/api/auth/link-codes/redeem`, { json: { code } });
      const { body } = await redeem();
      const headers = { authorization: `Bearer ${body.access_token}` };
      const me = await call<{ email: string }>(`${systemUrl()}/api/auth/me`, { headers });
      expect(me.body.email).to.equal(buyer.email);
      expect((await redeem()).status).to.equal(400);
    });
  }

  it('would run no script inside a page, whatever came into it', async () => {
    const visitor = await arrive();
    await visitor.open('/login');
    await visitor.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "taken"';
      document.body.append(script);
    });
    expect(await visitor.page.title()).to.match(/^Sign in/);
    expect(visitor.watcher.takeFaults().join()).to.include('Content Security Policy');
  });
});
