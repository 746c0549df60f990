import { Buyer } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import {
  becomesReady,
  buyForecast,
  chooseFile,
  chooseModel,
  downloaded,
  draftShown,
  dropFile,
  figureOf,
  pasteRows,
} from '../src/forecast-tasks.js';
import { markDocument } from '../src/same-page.js';
import { register, someone, topUp } from '../src/tasks.js';
import { dailyCsv, dataset, datasetPath } from './datasets.js';
import { arrive, systemUrl } from './system.js';

const sheet = 'xl/worksheets/sheet1.xml';

/** Of a file in an archive, as its directory, which comes last, has it. */
function checksumIn(zip: Buffer, name: string): number {
  const entry = zip.lastIndexOf(name) - 46;
  expect(zip.toString('latin1', entry, entry + 4)).to.equal('PK\u0001\u0002');
  return zip.readUInt32LE(entry + 16);
}

describe('the way to a forecast', () => {
  it('leads from registering over a file, its price and its job to the files, the ledger and another model', async () => {
    const visitor = await arrive();
    const { page } = visitor;
    const ann = someone();
    await visitor.open('/register');
    await register(visitor, ann);
    await visitor.isAt('/predict');
    await page.locator('#wallet').click();
    await visitor.isAt('/balance');
    await topUp(visitor, { amount: '500' });
    await visitor.isAt('/balance?added=500');
    await page.getByRole('link', { name: 'Forecast', exact: true }).click();
    await visitor.isAt('/predict');

    await chooseFile(visitor, { name: 'sales.csv', content: `${dailyCsv(60)}someday,7\n` });
    await draftShown(visitor);
    await visitor.sees('date → time, price → value');
    expect(await figureOf(visitor, 'Valid rows')).to.equal('60');
    expect(await figureOf(visitor, 'Unreadable')).to.equal('1');
    expect(await figureOf(visitor, 'Step')).to.equal('1 day');
    expect(await page.locator('figure svg path').count()).to.be.above(0);
    expect(await figureOf(visitor, 'To pay')).to.equal('60 credits');
    expect(await figureOf(visitor, 'After')).to.equal('440');

    const stayed = await markDocument(page);
    await chooseModel(visitor, 'Linear trend');
    expect(await figureOf(visitor, 'Model')).to.equal('Linear trend');
    await page.locator('.chip', { hasText: '1 week' }).click();
    expect(await page.getByLabel('Horizon', { exact: true }).inputValue()).to.equal('7');
    expect(await figureOf(visitor, 'Horizon')).to.equal('7 days');
    await page.getByLabel('Horizon', { exact: true }).fill('14');
    expect(await figureOf(visitor, 'Horizon')).to.equal('14 days');
    expect(await page.locator('input[name="preset"]:checked').count()).to.equal(0);
    expect(await stayed()).to.equal(true);

    const id = await buyForecast(visitor);
    const stayedOnJob = await markDocument(page);
    await becomesReady(visitor);
    expect(await stayedOnJob()).to.equal(true);
    await visitor.sees('sales.csv', page.locator('h1'));
    expect(await figureOf(visitor, 'Charged')).to.equal('60 credits');
    await visitor.sees('440', page.locator('#wallet'));

    const session = (await page.context().cookies()).find(({ name }) => name === 'access_token');
    for (const format of ['csv', 'xlsx']) {
      const file = await downloaded(visitor, `#download-${format}`);
      expect(file.name).to.match(new RegExp(`\\.${format}$`));
      const asked = await fetch(`${systemUrl()}/api/predict/${id}/export?format=${format}`, {
        headers: { authorization: `Bearer ${session?.value}` },
      });
      const [have, want] = [Buffer.from(file.content), Buffer.from(await asked.arrayBuffer())];
      if (format === 'csv')
        expect(have.toString())
          .to.equal(want.toString())
          .and.to.match(/^timestamp/);
      // A workbook holds the time when it was made, beside its sheet.
      else expect(checksumIn(have, sheet)).to.equal(checksumIn(want, sheet));
    }

    await page.locator('#job-entry').click();
    await visitor.isAt(`/tx?job=${id}`);
    const [row] = await page.locator('#rows > tr').allInnerTexts();
    expect(row)
      .to.match(/[−-]60\b/)
      .and.to.include(String(id));
    await page
      .locator('#rows')
      .getByRole('link', { name: String(id) })
      .filter({ visible: true })
      .click();
    await visitor.isAt(`/job/${id}`);

    await page.getByRole('button', { name: 'Run again' }).click();
    await draftShown(visitor);
    expect(await figureOf(visitor, 'Valid rows')).to.equal('60');
    expect(await figureOf(visitor, 'Model')).to.equal('Linear trend');
    await chooseModel(visitor, 'Demo');
    const second = await buyForecast(visitor);
    expect(second).not.to.equal(id);
    await becomesReady(visitor);
    await visitor.sees('Demo', page.locator('.head'));
    await visitor.sees('380', page.locator('#wallet'));
  }).timeout(60_000);
});

describe('a series', () => {
  for (const file of [
    'csv/pandas-crlf.csv',
    'json/pandas-records.json',
    'xlsx/pandas.xlsx',
    'parquet/arrow-pandas.parquet',
  ]) {
    it(`is bought as ${file}`, async () => {
      const visitor = await arrive({ as: await Buyer.register(systemUrl(), 5) });
      await visitor.open('/predict');
      const sent = await dataset(file);
      await chooseFile(visitor, sent);
      await draftShown(visitor);
      await visitor.sees(sent.name);
      expect(await figureOf(visitor, 'Valid rows')).to.equal('5');
      expect(await figureOf(visitor, 'To pay')).to.equal('5 credits');
      await buyForecast(visitor);
      await becomesReady(visitor);
      await visitor.sees('0', visitor.page.locator('#wallet'));
    });
  }

  it('is dropped, and another one in its place', async () => {
    const visitor = await arrive({ as: await Buyer.register(systemUrl(), 5) });
    await visitor.open('/predict');
    await dropFile(visitor, datasetPath('xlsx/pandas.xlsx'));
    const draft = await draftShown(visitor);
    await visitor.sees('pandas.xlsx');
    expect(await figureOf(visitor, 'Valid rows')).to.equal('5');
    await dropFile(visitor, datasetPath('csv/pandas-gaps.csv'));
    await visitor.page.waitForURL((url) => ![null, draft].includes(url.searchParams.get('draft')));
    await visitor.sees('pandas-gaps.csv');
    expect(await figureOf(visitor, 'Unreadable')).to.equal('2');
  });

  it('is pasted', async () => {
    const visitor = await arrive({ as: await Buyer.register(systemUrl(), 40) });
    await visitor.open('/predict');
    await pasteRows(visitor, dailyCsv(20).replaceAll(',', '\t'));
    await draftShown(visitor);
    expect(await figureOf(visitor, 'Valid rows')).to.equal('20');
    await buyForecast(visitor);
    await becomesReady(visitor);
    await visitor.sees('pasted-rows.csv', visitor.page.locator('h1'));
  });
});
