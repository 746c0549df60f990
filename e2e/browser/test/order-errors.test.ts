import { Buyer, call, series } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import {
  becomesReady,
  buyForecast,
  chooseFile,
  chooseModel,
  draftShown,
  figureOf,
  jobShown,
} from '../src/forecast-tasks.js';
import { topUp } from '../src/tasks.js';
import type { Visitor } from '../src/visitor.js';
import { dailyCsv } from './datasets.js';
import { arrive, arriveBuyer, systemUrl } from './system.js';

const noOne = '00000000-0000-4000-8000-000000000000';

describe('an order', () => {
  it('that costs too much leads over the missing credits back to what was chosen', async () => {
    const { buyer, visitor } = await arriveBuyer('/predict', 12);
    const { page } = visitor;
    await chooseFile(visitor, { name: 'sales.csv', content: dailyCsv(30) });
    const draft = await draftShown(visitor);
    await visitor.sees('You are 18 credits short');
    await chooseModel(visitor, 'Linear trend');
    await page.getByLabel('Horizon', { exact: true }).fill('9');
    await page.getByRole('link', { name: 'Top up 18 credits' }).click();
    await page.waitForURL((url) => url.pathname === '/balance' && url.searchParams.get('missing') === '18');
    expect(await page.getByLabel('Or another amount').inputValue()).to.equal('18');
    await topUp(visitor, { amount: '18' });
    expect(await draftShown(visitor)).to.equal(draft);
    await visitor.sees('18 credits added');
    expect(await figureOf(visitor, 'Model')).to.equal('Linear trend');
    expect(await figureOf(visitor, 'Horizon')).to.equal('9 days');
    const id = await buyForecast(visitor);
    await becomesReady(visitor);
    const { body } = await buyer.job(id);
    expect(body).to.include({ model_name: 'LinearTrend', horizon: 9, cost: 30 });
    expect(await buyer.balance()).to.equal(0);
  });

  it('whose credits went elsewhere meanwhile is not taken', async () => {
    const { buyer, visitor } = await arriveBuyer('/predict', 30);
    await chooseFile(visitor, { name: 'sales.csv', content: dailyCsv(30) });
    await draftShown(visitor);
    await buyer.finished((await buyer.predict(series(10))).body.id);
    await visitor.page.getByRole('button', { name: /^Buy forecast for/ }).click();
    await visitor.page.waitForURL((url) => url.pathname === '/balance' && url.searchParams.get('missing') === '10');
    expect(await buyer.history()).to.have.length(1);
  });

  it('says beside its field that a horizon is out of range, and keeps what was typed', async () => {
    const { buyer, visitor } = await arriveBuyer('/predict', 30);
    await chooseFile(visitor, { name: 'sales.csv', content: dailyCsv(30) });
    await draftShown(visitor);
    for (const wrong of ['301', '0', 'soon']) {
      await visitor.page.getByLabel('Horizon', { exact: true }).fill(wrong);
      expect(await figureOf(visitor, 'Horizon')).to.equal('—');
      await visitor.page.getByRole('button', { name: /^Buy forecast for/ }).click();
      expect(await visitor.faultOf('Horizon')).to.equal('A whole number from 1 to 300: ten times the series.');
      expect(await visitor.page.getByLabel('Horizon', { exact: true }).inputValue()).to.equal(wrong);
      expect(await visitor.page.evaluate(() => document.activeElement?.id)).to.equal('horizon');
    }
    expect(await buyer.history()).to.deep.equal([]);
    await visitor.page.getByLabel('Horizon', { exact: true }).fill('300');
    await buyForecast(visitor);
  });

  it('makes one job when its button is pressed twice', async () => {
    const { buyer, visitor } = await arriveBuyer('/predict', 60);
    await chooseFile(visitor, { name: 'sales.csv', content: dailyCsv(30) });
    await draftShown(visitor);
    await visitor.page.getByRole('button', { name: /^Buy forecast for/ }).dblclick();
    const id = await jobShown(visitor);
    await becomesReady(visitor);
    expect((await buyer.history()).map((job) => job.id)).to.deep.equal([id]);
    expect(await buyer.balance()).to.equal(30);
    // Once more from the page that was left.
    await visitor.page.goBack();
    await draftShown(visitor);
    expect(await buyForecast(visitor)).to.equal(id);
    expect(await buyer.balance()).to.equal(30);
  });
});

describe('what is not there any more, or somebody else’s', () => {
  it('is asked for again when it is a draft', async () => {
    const { visitor } = await arriveBuyer(`/predict?draft=${noOne}`, 0);
    await visitor.sees('The file is no longer here');
    await chooseFile(visitor, { name: 'sales.csv', content: dailyCsv(30) });
    const draft = await draftShown(visitor);
    const other = await arrive({ as: await Buyer.register(systemUrl(), 100) });
    await other.open(`/predict?draft=${draft}`);
    await other.sees('The file is no longer here');
    expect(await other.page.content()).not.to.include('sales.csv');
    await visitor.open(`/predict?draft=${draft}`);
    await visitor.sees('sales.csv');
  });

  it('is gone from the page that still shows it, once five newer files are there', async () => {
    const { buyer, visitor } = await arriveBuyer('/predict', 100);
    await chooseFile(visitor, { name: 'sales.csv', content: dailyCsv(30) });
    await draftShown(visitor);
    for (let i = 0; i < 5; i++) await sendElsewhere(visitor);
    await visitor.page.getByRole('button', { name: /^Buy forecast for/ }).click();
    await visitor.sees('The file is no longer here');
    expect(await buyer.history()).to.deep.equal([]);
  });

  it('is a page that does not exist when it is a job', async () => {
    const owner = await Buyer.register(systemUrl(), 10);
    const { body } = await owner.predict(series(10));
    const { visitor } = await arriveBuyer('/', 0);
    expect(await visitor.open(`/job/${body.id}`)).to.equal(404);
    await visitor.sees('There is no such page');
    expect(await visitor.open('/job/999999999')).to.equal(404);
    expect((await call(`${systemUrl()}/api/predict/${body.id}`)).status).to.equal(401);
  });
});

/** As from another tab. */
async function sendElsewhere({ page, url }: Visitor): Promise<void> {
  const answer = await page.request.post('/predict', {
    headers: { origin: url, 'sec-fetch-site': 'same-origin' },
    multipart: { rows: dailyCsv(3) },
  });
  if (!answer.ok()) throw new Error(`The file was answered ${answer.status()}`);
}
