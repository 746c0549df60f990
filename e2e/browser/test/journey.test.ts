import { call } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import { register, signIn, signOut, someone, topUp } from '../src/tasks.js';
import { arrive, systemUrl } from './system.js';

// The same people's way through the cabinet, with script and without: each task has to be possible both ways.
for (const script of [true, false]) {
  describe(`a journey ${script ? 'with' : 'without'} script`, () => {
    it('from the welcome page over registering and a top-up to signing out and in again', async () => {
      const ann = someone();
      const visitor = await arrive({ script, width: script ? 1_280 : 390 });
      const { page } = visitor;
      await visitor.open('/');
      await page.getByRole('main').getByRole('link', { name: 'Register' }).click();
      await visitor.isAt('/register');
      await register(visitor, ann);
      await visitor.isAt('/predict');
      await visitor.open('/balance');
      await visitor.sees('No transactions yet');

      await topUp(visitor, { amount: '12,500', reason: 'Invoice 7' });
      await visitor.isAt('/balance?added=12500');
      await visitor.sees('12,500 credits added', page.getByRole('status'));
      await page.getByRole('link', { name: 'Transactions', exact: true }).click();
      await visitor.isAt('/tx');
      const [, ...cells] = await page.locator('#rows > tr').first().locator('td').allInnerTexts();
      expect(cells.join(' ')).to.include('Invoice 7').and.include('+12,500');

      await signOut(visitor);
      await visitor.isAt('/login?notice=signed-out');
      await visitor.sees('You have signed out');
      await visitor.open('/balance');
      await visitor.isAt('/login?next=%2Fbalance');
      await signIn(visitor, ann);
      await visitor.isAt('/balance');
      await visitor.sees('12,500', page.locator('.wallet'));
    });

    it('brings back to where one was when the session has expired', async () => {
      const ann = someone();
      await call(`${systemUrl()}/api/auth/register`, { json: ann });
      const visitor = await arrive({ script });
      await visitor.context.addCookies([{ name: 'access_token', value: 'not.a.token', url: visitor.url }]);
      await visitor.open('/tx?before=1000');
      await visitor.isAt('/login?next=%2Ftx%3Fbefore%3D1000&notice=expired');
      await visitor.sees('You have been signed out', visitor.page.getByRole('status'));
      await signIn(visitor, { ...ann, password: 'a wrong one' });
      expect(await visitor.faultOf('Password')).to.match(/^That email and password do not match/);
      await signIn(visitor, ann);
      await visitor.isAt('/tx?before=1000');
    });
  });
}

describe('a sign-in', () => {
  it('never leads to another site', async () => {
    const ann = someone();
    await call(`${systemUrl()}/api/auth/register`, { json: ann });
    const visitor = await arrive();
    for (const next of ['https://example.com/', '//example.com', '/\\example.com']) {
      await visitor.context.clearCookies();
      await visitor.open(`/login?next=${encodeURIComponent(next)}`);
      await signIn(visitor, ann);
      await visitor.isAt('/predict');
    }
  });
});

// A journey of its own belongs to each further thing people do: uploading and confirming, watching a job, being admin.
