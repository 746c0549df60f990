import { expect } from 'chai';
import { becomesReady, buyForecast, chooseFile, draftShown, figureOf } from '../src/forecast-tasks.js';
import { dailyCsv } from './datasets.js';
import { arriveBuyer } from './system.js';

describe('a file', () => {
  it('without a time says how to name the column, and is not sold', async () => {
    const { buyer, visitor } = await arriveBuyer('/predict', 10);
    await chooseFile(visitor, { name: 'no-time.csv', content: 'when,price\n2024-01-01,1\n2024-01-02,2\n' });
    await draftShown(visitor);
    await visitor.sees('None of the 2 rows could be read');
    await visitor.sees('No credits were charged', visitor.page.getByRole('main'));
    await visitor.sees('No column has a name that means time: timestamp, ts, date, datetime or time.');
    await visitor.sees('Name it timestamp, date or time', visitor.page.getByRole('table'));
    expect(await visitor.page.getByRole('button', { name: /^Buy/ }).count()).to.equal(0);
    expect(await buyer.balance()).to.equal(10);
    expect(await buyer.history()).to.deep.equal([]);
  });

  it('that is no table is refused where it was chosen, and another can follow', async () => {
    const { buyer, visitor } = await arriveBuyer('/predict', 10);
    for (const status of [415, 422]) visitor.watcher.announce(status);
    await chooseFile(visitor, { name: 'letter.docx', content: 'PK\u0003\u0004 no table' });
    await visitor.sees('This is no table that we can read. Send CSV, XLSX, Parquet or JSON.');
    await chooseFile(visitor, { name: 'empty.csv', content: '' });
    await visitor.sees('The file is empty.');
    await chooseFile(visitor, { name: 'good.csv', content: dailyCsv(3) });
    await draftShown(visitor);
    expect(await buyer.balance()).to.equal(10);
  });

  it('has its unreadable rows listed, each with its reason, and they are free', async () => {
    const { buyer, visitor } = await arriveBuyer('/predict', 10);
    const content = 'date,price\n2024-01-01,1\n2024-02-30,2\n2024-01-03,many\n2024-01-04,\n2024-01-05,5\n';
    await chooseFile(visitor, { name: 'gaps.csv', content });
    await draftShown(visitor);
    await visitor.sees('3 rows could not be read and are not charged');
    const rows = await visitor.page.locator('.more tbody tr').allInnerTexts();
    expect(rows.map((row) => row.replaceAll(/\s+/g, ' ').trim())).to.deep.equal([
      '3 2024-02-30 2 No such date February 2024 has 29 days bad_time',
      '4 2024-01-03 many Text instead of a number Enter a number bad_price',
      '5 2024-01-04 empty No value Enter a number missing_price',
    ]);
    expect(await figureOf(visitor, 'To pay')).to.equal('2 credits');
    await buyForecast(visitor);
    await becomesReady(visitor);
    expect(await figureOf(visitor, 'Unreadable')).to.equal('3 × 0');
    expect(await buyer.balance()).to.equal(8);
  });

  it('shows markup in its name, a column and a cell as text', async () => {
    const { visitor } = await arriveBuyer('/predict', 10);
    const script = '<script>document.title="taken"</script>';
    const image = '<img src=x onerror="document.title=1">';
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const content = `date,price,${quoted(script)}\n2024-01-01,1,${quoted(image)}\n2024-01-02,${quoted(script)},1\n${quoted(image)},3,1\n`;
    await chooseFile(visitor, { name: `${image}.csv`, content });
    await draftShown(visitor);
    const shown = async () => {
      await visitor.sees(image, visitor.page.getByRole('main'));
      expect(await visitor.page.locator('img').count()).to.equal(0);
      expect(await visitor.page.title()).not.to.match(/taken|^1/);
    };
    await shown();
    await visitor.sees(script, visitor.page.getByRole('table'));
    const id = await buyForecast(visitor);
    await becomesReady(visitor);
    await shown();
    await visitor.open('/ph');
    await shown();
    await visitor.open(`/tx?job=${id}`);
    await visitor.page.locator('#rows > tr').first().waitFor();
    expect(await visitor.page.locator('img').count()).to.equal(0);
  });
});

describe('an upload', () => {
  it('shows how far it is, and can be cancelled by keyboard', async () => {
    const { buyer, visitor } = await arriveBuyer('/predict', 10);
    const { page } = visitor;
    const network = await visitor.context.newCDPSession(page);
    await network.send('Network.enable');
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 400_000 };
    await network.send('Network.emulateNetworkConditions', slow);
    await chooseFile(visitor, { name: 'long.csv', content: dailyCsv(200_000) });
    const bar = page.getByRole('progressbar', { name: 'Upload' });
    await page.waitForFunction(() => {
      const percent = Number(document.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow'));
      return percent > 0 && percent < 100;
    });
    await visitor.sees('long.csv', page.locator('[data-progress]'));
    await visitor.sees(/^\d+\.\d of \d+\.\d MB$/, page.locator('[data-progress]'));
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-cancel'))).to.equal(true);
    await page.keyboard.press('Enter');
    await visitor.sees('The upload was cancelled.');
    expect(await bar.isVisible()).to.equal(false);
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal('file');
    await network.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
    await chooseFile(visitor, { name: 'short.csv', content: dailyCsv(10) });
    await draftShown(visitor);
    await visitor.sees('short.csv');
    expect(await buyer.history()).to.deep.equal([]);
  });
});
