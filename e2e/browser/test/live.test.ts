import { Buyer, series } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import { LiveEar, openLive, setHidden, streamClosed, streamOpened } from '../src/live-ear.js';
import { markDocument } from '../src/same-page.js';
import type { Visitor } from '../src/visitor.js';
import { arrive, systemUrl } from './system.js';

interface Listener {
  buyer: Buyer;
  visitor: Visitor;
  ear: LiveEar;
}

/** A buyer who has a page open that is told of what happens. */
async function listener(path: string, credits: number, as?: Buyer): Promise<Listener> {
  const buyer = as ?? (await Buyer.register(systemUrl(), credits));
  const visitor = await arrive({ as: buyer });
  const ear = await LiveEar.of(visitor);
  await openLive(visitor, path);
  return { buyer, visitor, ear };
}

const focused = ({ page }: Visitor) => page.evaluate(() => document.activeElement?.id);

async function buy(buyer: Buyer, rows: number): Promise<number> {
  const { status, body } = await buyer.predict(series(rows));
  expect(status).to.equal(202);
  return body.id;
}

describe('an open page', () => {
  it('shows a balance that the API has changed, and the focus stays on it', async () => {
    const { buyer, visitor, ear } = await listener('/tx', 100);
    const { page } = visitor;
    const stayed = await markDocument(page);
    await page.locator('#wallet').focus();
    await buyer.topUp(1_234);
    await ear.hears('balance');
    await visitor.sees('1,334', page.locator('#wallet'));
    expect(await focused(visitor)).to.equal('wallet');
    expect(await stayed()).to.equal(true);
  });

  it('of the history takes in a job of the API, which becomes ready there, and the focus stays on its row', async () => {
    const { buyer, visitor, ear } = await listener('/ph', 100);
    const { page } = visitor;
    const stayed = await markDocument(page);
    await visitor.sees('Your forecasts will appear here');
    const first = await buy(buyer, 5);
    await page.locator(`#job-${first}`).getByText('Ready').waitFor();
    await page.locator(`#job-${first}-link`).focus();
    const second = await buy(buyer, 6);
    await page.locator(`#job-${second}`).getByText('Ready').waitFor();
    await ear.hears('job', { id: second, status: 'OK' });
    expect(await page.locator('tr.row-link').evaluateAll((rows) => rows.map(({ id }) => id))).to.deep.equal([
      `job-${second}`,
      `job-${first}`,
    ]);
    await page.waitForFunction((id) => document.activeElement?.id === id, `job-${first}-link`);
    await visitor.sees('89', page.locator('#wallet'));
    expect(await stayed()).to.equal(true);
  });

  it('says of any other page’s job that it is ready, once, until that is dismissed by keyboard', async () => {
    const { buyer, visitor } = await listener('/balance', 100);
    const { page } = visitor;
    const id = await buy(buyer, 5);
    const toast = page.locator('.toast');
    await visitor.sees(`Job ${id} is ready`, toast);
    expect(await toast.count()).to.equal(1);
    await toast.getByRole('link').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).to.equal('Dismiss');
    await page.keyboard.press('Enter');
    await toast.waitFor({ state: 'detached' });
    expect(await focused(visitor)).to.equal('main');
    const next = await buy(buyer, 5);
    await toast.getByRole('link').click();
    await visitor.isAt(`/job/${next}`);
  });

  it('hears of its own reader alone', async () => {
    const [ann, bob] = await Promise.all([listener('/ph', 100), listener('/ph', 100)]);
    const [ofAnn, ofBob] = await Promise.all([
      Promise.all([buy(ann.buyer, 5), buy(ann.buyer, 6)]),
      Promise.all([buy(bob.buyer, 7), buy(bob.buyer, 8)]),
    ]);
    for (const [{ ear, visitor }, own, others] of [
      [ann, ofAnn, ofBob],
      [bob, ofBob, ofAnn],
    ] as const) {
      for (const id of own) await ear.hears('job', { id, status: 'OK' });
      for (const id of own) await visitor.page.locator(`#job-${id}`).getByText('Ready').waitFor();
      for (const id of others) expect(await visitor.page.locator(`#job-${id}`).count()).to.equal(0);
    }
    for (const { ear, buyer } of [ann, bob]) {
      const own = new Set((await buyer.history()).map(({ id }) => id));
      const told = ear.events.filter(({ name }) => name === 'job').map(({ data }) => data['id']);
      expect(told.filter((id) => typeof id !== 'number' || !own.has(id))).to.deep.equal([]);
      expect(ear.events.every(({ name }) => ['job', 'balance', 'catch-up'].includes(name))).to.equal(true);
      for (const { name, data } of ear.events) if (name !== 'job') expect(data).to.deep.equal({});
    }
  });
});

describe('a page without a stream', () => {
  it('asks every few seconds instead while there is no room for one', async () => {
    const buyer = await Buyer.register(systemUrl(), 100);
    const visitor = await arrive({ as: buyer });
    const { page } = visitor;
    visitor.watcher.announce(503);
    await page.clock.install();
    await page.route('**/live', (route) => route.fulfill({ status: 503 }));
    const refused = page.waitForResponse('**/live');
    await visitor.open('/ph');
    await refused;
    const stayed = await markDocument(page);
    const id = await buy(buyer, 5);
    await buyer.finished(id);
    await page.clock.fastForward(5_000);
    await page.locator(`#job-${id}`).getByText('Ready').waitFor();
    await visitor.sees('95', page.locator('#wallet'));
    // After half a minute it tries again, and asks no more once it is told.
    await page.unroute('**/live');
    const opened = streamOpened(visitor);
    await page.clock.fastForward(45_000);
    await opened;
    await buyer.topUp(1);
    await visitor.sees('96', page.locator('#wallet'));
    expect(await stayed()).to.equal(true);
  });

  it('asks nothing while its tab is hidden, and has caught up when it is seen again', async () => {
    const { buyer, visitor } = await listener('/ph', 100);
    const other = await listener('/balance', 0, buyer);
    const { page } = visitor;
    await page.clock.install();
    const closed = streamClosed(visitor);
    await setHidden(visitor, true);
    await closed;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const id = await buy(buyer, 5);
    await buyer.finished(id);
    await other.ear.hears('job', { id, status: 'OK' });
    await other.visitor.sees('95', other.visitor.page.locator('#wallet'));
    await page.clock.fastForward(120_000);
    expect(asked).to.deep.equal([]);
    expect(await page.locator(`#job-${id}`).count()).to.equal(0);
    await setHidden(visitor, false);
    await page.locator(`#job-${id}`).getByText('Ready').waitFor();
    await visitor.sees('95', page.locator('#wallet'));
    await buyer.topUp(1);
    await visitor.sees('96', page.locator('#wallet'));
  });
});
