import { Buyer } from '@coincast/e2e/buyer';
import { endWait, rewindJob } from '@coincast/e2e/rewind-job';
import { expect } from 'chai';
import {
  becomesReady,
  buyForecast,
  chooseModel,
  downloaded,
  draftShown,
  figureOf,
  pasteRows,
  sendFile,
} from '../src/forecast-tasks.js';
import { hourlyCsv } from '../src/samples.js';
import { register, someone } from '../src/tasks.js';
import type { Visitor } from '../src/visitor.js';
import { dailyCsv } from './datasets.js';
import { adminUrl, arrive, systemUrl } from './system.js';

const magic = { csv: 'timestamp,prediction', json: '[{"timestamp"', xlsx: 'PK\u0003\u0004', parquet: 'PAR1' };

async function arriveWithout(path: string, buyer: Buyer): Promise<Visitor> {
  const visitor = await arrive({ script: false, as: buyer });
  await visitor.open(path);
  return visitor;
}

describe('without script, the way to a forecast', () => {
  it('leads from registering over a file and its order to the values, the files and another model', async () => {
    const visitor = await arrive({ script: false });
    const { page } = visitor;
    await visitor.open('/register');
    await register(visitor, someone());
    await visitor.isAt('/predict');
    await page.locator('#wallet').click();
    await page.locator('.chip', { hasText: '1,000' }).first().click();
    await page.getByRole('main').getByRole('button', { name: 'Top up', exact: true }).click();
    await visitor.isAt('/balance?added=1000');
    await visitor.sees('1,000 credits added');

    await page.getByRole('link', { name: 'Forecast', exact: true }).click();
    await sendFile(visitor, { name: 'load.csv', content: `${hourlyCsv(298)}2026-02-30,7\n2026-02-01,1O5\n` });
    await draftShown(visitor);
    await visitor.sees('timestamp → time, value → value');
    expect(await page.locator('figure svg path').first().isVisible()).to.equal(true);
    expect(await figureOf(visitor, 'To pay')).to.equal('298 credits');
    const unreadable = await page.locator('.more tbody tr').allInnerTexts();
    expect(unreadable).to.have.length(2);
    expect(unreadable[0]).to.include('2026-02-30').and.include('No such date');
    expect(unreadable[1]).to.include('1O5').and.include('Letter “O” instead of zero');

    await chooseModel(visitor, 'Linear trend');
    await page.locator('.chip', { hasText: '1 week' }).click();
    const id = await buyForecast(visitor);
    await becomesReady(visitor);
    await visitor.sees('Linear trend', page.locator('.head'));
    await visitor.sees('Forecast for 168 hours');
    expect(await figureOf(visitor, 'Charged')).to.equal('298 credits');
    await visitor.sees('702', page.locator('#wallet'));

    await showsAnotherWindow(visitor, id);
    await showsMoreValues(visitor);
    for (const [format, beginning] of Object.entries(magic)) {
      const { name, content } = await downloaded(visitor, `#download-${format}`);
      expect(name).to.match(new RegExp(`\\.${format}$`));
      expect(Buffer.from(content).toString('latin1').replaceAll(/\s/g, '').slice(0, beginning.length)).to.equal(
        beginning,
      );
    }

    await page.getByRole('button', { name: 'Run again' }).click();
    await draftShown(visitor);
    expect(await page.locator('input[name="model_name"]:checked').getAttribute('value')).to.equal('LinearTrend');
    await chooseModel(visitor, 'Demo');
    await page.getByLabel('Horizon', { exact: true }).fill('24');
    expect(await buyForecast(visitor)).to.be.above(id);
    await becomesReady(visitor);
    await visitor.sees('Demo', page.locator('.head'));
    await visitor.sees('Forecast for 24 hours');
    await visitor.sees('404', page.locator('#wallet'));
  });

  it('leads over pasted rows, and another file in their place', async () => {
    const visitor = await arriveWithout('/predict', await Buyer.register(systemUrl(), 40));
    await pasteRows(visitor, dailyCsv(20).replaceAll(',', '\t'));
    const draft = await draftShown(visitor);
    expect(await figureOf(visitor, 'Valid rows')).to.equal('20');
    await sendFile(visitor, { name: 'other.csv', content: dailyCsv(12) });
    await visitor.page.waitForURL((url) => url.searchParams.get('draft') !== draft);
    await visitor.sees('other.csv');
    await buyForecast(visitor);
    await becomesReady(visitor);
    expect(await figureOf(visitor, 'Charged')).to.equal('12 credits');
  });
});

describe('without script, what is in progress', () => {
  it('turns into the forecast by itself, in the list and on its own page', async () => {
    const buyer = await Buyer.register(systemUrl(), 300);
    const { body } = await buyer.upload(new Blob([hourlyCsv(100)]), 'load.csv');
    await buyer.finished(body.id);
    await rewindJob(adminUrl(), body.id, 'RUNNING');
    const [list, job] = [await arriveWithout('/ph', buyer), await arriveWithout(`/job/${body.id}`, buyer)];
    await list.sees('In progress', list.page.locator(`#job-${body.id}`));
    await job.sees('Calculating', job.page.locator('.stage--now'));
    await job.sees('the forecast will be here', job.page.locator('#job-chart'));
    await endWait(adminUrl(), body.id);
    await becomesReady(job);
    await job.sees('100 credits', job.page.locator('.receipt'));
    await list.sees('Ready', list.page.locator(`#job-${body.id}`));
    expect(await buyer.balance()).to.equal(200);
  });
});

/** The chart of a shorter history, and of all of it, is a page of its own each. */
async function showsAnotherWindow({ page }: Visitor, id: number): Promise<void> {
  const described = () => page.locator('#job-chart svg desc').first().textContent();
  const first = await described();
  const links = page.locator('#job-chart nav a');
  const other = links.and(page.locator(':not([aria-current])')).filter({ visible: true }).first();
  const href = await other.getAttribute('href');
  await other.click();
  await page.waitForURL((url) => url.pathname === `/job/${id}` && url.searchParams.has('history'));
  expect(await described()).not.to.equal(first);
  expect(await page.locator('#job-chart nav a[aria-current]').getAttribute('href')).to.equal(href);
}

async function showsMoreValues({ page }: Visitor): Promise<void> {
  const rows = page.locator('#values tbody tr');
  const counts = [await rows.count()];
  while (await page.locator('#more-values').isVisible()) {
    await page.locator('#more-values').click();
    const all = await page.locator('#values .card__foot').textContent();
    counts.push(await rows.count());
    expect(all).to.include(`${counts.at(-1)} of 168`);
    expect(counts.at(-1)).to.be.above(counts.at(-2) ?? 0);
  }
  expect(counts[0]).to.equal(8);
  expect(counts.at(-1)).to.equal(168);
}
