import { Buyer, series } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import { becomesReady, buyForecast, chooseModel, downloaded, draftShown, sendFile } from '../src/forecast-tasks.js';
import { administrator } from '../src/people.js';
import { signOut, topUp } from '../src/tasks.js';
import type { Visitor } from '../src/visitor.js';
import { dailyCsv, dataset } from './datasets.js';
import { adminUrl, arrive, systemUrl } from './system.js';

async function arriveWithout(path: string, credits = 0): Promise<{ buyer: Buyer; visitor: Visitor }> {
  const buyer = await Buyer.register(systemUrl(), credits);
  const visitor = await arrive({ script: false, as: buyer });
  await visitor.open(path);
  return { buyer, visitor };
}

describe('without script, a file', () => {
  it('that cannot be read is refused beside its field, and another can follow', async () => {
    const { visitor } = await arriveWithout('/predict');
    const { page } = visitor;
    const refusal = page.locator('#file-error');
    const { content } = await dataset('xlsx/pandas.xlsx');
    for (const [name, sent, words] of [
      ['chart.png', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1'), 'This is no table that we can read'],
      ['empty.csv', '', 'The file is empty.'],
      ['half.xlsx', Buffer.from(content).subarray(0, content.length / 2), 'Check that it is whole'],
    ] as const) {
      await sendFile(visitor, { name, content: sent });
      await visitor.sees(words, refusal);
      expect(await page.locator('#file').getAttribute('aria-invalid')).to.equal('true');
    }
    await page.getByRole('button', { name: 'Check the file' }).click();
    await visitor.sees('Choose a file, or paste rows.', refusal);
    await sendFile(visitor, { name: 'good.csv', content: dailyCsv(5) });
    await draftShown(visitor);
  });
});

describe('without script, an order', () => {
  it('with a broken horizon says so beside its field, and keeps what was chosen', async () => {
    const { buyer, visitor } = await arriveWithout('/predict', 30);
    const { page } = visitor;
    await sendFile(visitor, { name: 'sales.csv', content: dailyCsv(30) });
    await draftShown(visitor);
    await chooseModel(visitor, 'Linear trend');
    for (const typed of ['301', 'soon', '']) {
      await page.getByLabel('Horizon', { exact: true }).fill(typed);
      await page.getByRole('button', { name: /^Buy forecast for/ }).click();
      expect(await visitor.faultOf('Horizon')).to.equal('A whole number from 1 to 300: ten times the series.');
      expect(await page.getByLabel('Horizon', { exact: true }).inputValue()).to.equal(typed);
      expect(await page.locator('input[name="model_name"]:checked').getAttribute('value')).to.equal('LinearTrend');
    }
    expect(await buyer.history()).to.deep.equal([]);
  });

  it('that costs too much leads over the missing credits back to what was chosen', async () => {
    const { buyer, visitor } = await arriveWithout('/predict', 12);
    const { page } = visitor;
    await sendFile(visitor, { name: 'sales.csv', content: dailyCsv(30) });
    const draft = await draftShown(visitor);
    await chooseModel(visitor, 'Linear trend');
    await page.getByLabel('Horizon', { exact: true }).fill('9');
    await page.getByRole('button', { name: 'Top up 18 credits' }).click();
    await page.waitForURL((url) => url.pathname === '/balance' && url.searchParams.get('missing') === '18');
    await visitor.sees('You are 18 credits short');
    expect(await page.getByLabel('Or another amount').inputValue()).to.equal('18');
    await topUp(visitor, { amount: '18' });
    expect(await draftShown(visitor)).to.equal(draft);
    await visitor.sees('18 credits added');
    const id = await buyForecast(visitor);
    await becomesReady(visitor);
    expect((await buyer.job(id)).body).to.include({ model_name: 'LinearTrend', horizon: 9, cost: 30 });
  });
});

describe('without script, the button that tops up', () => {
  it('never buys, not even when the credits have come meanwhile', async () => {
    const { buyer, visitor } = await arriveWithout('/predict', 12);
    await sendFile(visitor, { name: 'sales.csv', content: dailyCsv(30) });
    const draft = await draftShown(visitor);
    await buyer.topUp(18);
    await visitor.page.getByRole('button', { name: 'Top up 18 credits' }).click();
    await visitor.page.getByRole('button', { name: 'Buy forecast for 30 credits' }).waitFor();
    expect(await draftShown(visitor)).to.equal(draft);
    expect(await buyer.history()).to.deep.equal([]);
  });
});

describe('without script, the history', () => {
  it('is filtered, and leads to older jobs and back', async () => {
    const { buyer, visitor } = await arriveWithout('/ph', 100);
    const { page } = visitor;
    await visitor.sees('Your forecasts will appear here');
    for (let i = 0; i < 26; i++) await buyer.predict(series(1));
    for (const { id } of await buyer.history()) await buyer.finished(id);
    const unreadable = await buyer.upload(new Blob(['timestamp,value\nyesterday,13\n']), 'bad.csv');
    await buyer.finished(unreadable.body.id);
    await visitor.open('/ph');
    const rows = page.locator('#jobs tbody tr');
    expect(await rows.count()).to.equal(25);
    await page.getByRole('link', { name: 'Older' }).click();
    await page.waitForURL(/before=\d+/);
    expect(await rows.count()).to.equal(2);
    await page.getByRole('link', { name: 'Newer' }).click();
    await visitor.isAt('/ph');
    await page.getByRole('link', { name: 'Failed' }).click();
    await visitor.isAt('/ph?status=ERROR');
    expect(await rows.count()).to.equal(1);
    await page.getByRole('link', { name: 'bad.csv' }).click();
    await visitor.isAt(`/job/${unreadable.body.id}`);
    await visitor.sees('None of the rows could be read');
  });
});

describe('without script, the transactions', () => {
  it('are filtered by type, job and days, go on, and come as a file', async () => {
    const { buyer, visitor } = await arriveWithout('/tx');
    const { page } = visitor;
    for (let amount = 1; amount <= 55; amount++) await buyer.topUp(amount);
    const { body } = await buyer.predict(series(3));
    await buyer.finished(body.id);
    await visitor.open('/tx');
    const rows = page.locator('#rows > tr');
    expect(await rows.count()).to.equal(50);
    await page.getByRole('link', { name: 'Show more' }).click();
    await page.waitForURL(/\/tx\?before=\d+$/);
    expect(await rows.count()).to.equal(6);
    await page.getByRole('link', { name: 'Charges' }).click();
    await visitor.isAt('/tx?type=PREDICTION_CHARGE');
    expect(await rows.count()).to.equal(1);
    const file = await downloaded(visitor, 'a[aria-describedby="csv-note"]');
    expect(file.name).to.match(/\.csv$/);
    expect(Buffer.from(file.content).toString().trim().split('\n')).to.have.length(2);
    await page.getByLabel('From', { exact: true }).fill('2020-01-02');
    await page.getByLabel('To', { exact: true }).fill('2020-01-01');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    expect(await page.locator('input[aria-invalid="true"]').count()).to.be.above(0);
    await page.getByLabel('To', { exact: true }).fill('2020-01-03');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await visitor.sees('No such transactions');
    await page.getByRole('link', { name: 'Clear the filter' }).click();
    await visitor.isAt('/tx');
    await visitor.open(`/tx?job=${body.id}`);
    expect(await rows.count()).to.equal(1);
    await page.locator('.chip--on').click();
    await visitor.isAt('/tx');
  });
});

describe('without script, an account', () => {
  it('changes language and theme, and is left', async () => {
    const { visitor } = await arriveWithout('/account');
    const { page } = visitor;
    await page.getByRole('main').getByRole('button', { name: 'Dark' }).click();
    await page.locator('html[data-theme="dark"]').waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Русский' }).click();
    await page.locator('html[data-theme="dark"][lang="ru"]').waitFor();
    await visitor.isAt('/account');
    await page.getByRole('main').getByRole('button', { name: 'English' }).click();
    await page.locator('html[lang="en"]').waitFor();
    await page.getByRole('link', { name: 'Transactions', exact: true }).click();
    await signOut(visitor);
    await visitor.isAt('/login?notice=signed-out');
    await visitor.open('/account');
    await visitor.isAt('/login?next=%2Faccount');
  });

  it('is found and credited by an administrator', async () => {
    const buyer = await Buyer.register(systemUrl());
    const visitor = await arrive({ script: false, as: await administrator(systemUrl(), adminUrl()) });
    const { page } = visitor;
    await visitor.open('/predict');
    await page.getByRole('link', { name: 'Admin', exact: true }).click();
    await page.getByRole('textbox', { name: 'Find by email' }).fill('nobody@example.com');
    await page.getByRole('button', { name: 'Find' }).click();
    await visitor.sees('Nobody has this email');
    await page.getByRole('textbox', { name: 'Find by email' }).fill(buyer.email);
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByLabel('Top up').fill('250');
    await page.getByLabel('Reason').fill('Goodwill');
    await page.getByRole('button', { name: 'Credit the account' }).click();
    await visitor.sees('250 credits added');
    await visitor.sees('Goodwill', page.locator('#rows'));
    expect(await buyer.balance()).to.equal(250);
  });
});
