import { type Buyer, series } from '@coincast/e2e/buyer';
import { endWait, rewindJob } from '@coincast/e2e/rewind-job';
import { expect } from 'chai';
import { dailyCsv } from './samples.js';
import { databaseUrl, newCustomer } from './system.js';

async function bought(buyer: Buyer): Promise<number> {
  const { body } = await buyer.predict(series(40));
  await buyer.finished(body.id);
  return body.id;
}

describe('jobs in a chat', () => {
  it('are shown by number: ready as a picture, pending and failed in words', async () => {
    const { person, buyer } = await newCustomer({ credits: 1_000 });
    const ready = await bought(buyer);
    person.says(`/job ${ready}`);
    const shown = await person.sees('The forecast is ready', { button: 'XLSX' });
    expect(shown.photo).to.include({ width: 1280, height: 720 });
    const pressed = await person.presses('XLSX');
    expect(await pressed.answer()).to.include({ text: 'The file is being prepared' });
    const file = await person.sees('Forecast for', { where: ({ document }) => document !== undefined });
    expect(file.document?.name).to.equal(`forecast-${ready}.xlsx`);

    const pending = await bought(buyer);
    await rewindJob(databaseUrl(), pending, 'RUNNING');
    person.says(`/job ${pending}`);
    const waiting = await person.sees('The forecast is being calculated', { button: 'Refresh' });
    await person.pressesData(`csv:${pending}`, shown).answer();
    await person.sees('This job has no forecast to download.');
    const refreshed = await person.presses('Refresh', { on: waiting });
    expect((await refreshed.answer()).text).to.include('The forecast is being calculated');
    await endWait(databaseUrl(), pending);
    await buyer.finished(pending);
    await person.presses('Refresh', { on: waiting });
    await person.sees('The forecast is ready', { where: ({ id, photo }) => id === waiting.id && photo !== undefined });

    const failed = await bought(buyer);
    await rewindJob(databaseUrl(), failed, 'REFUNDING');
    await endWait(databaseUrl(), failed);
    await buyer.finished(failed);
    person.says(`/job ${failed}`);
    await person.sees('The forecast failed');
    person.says('/ph');
    const list = await person.sees('Your forecasts');
    expect(list.words)
      .to.match(new RegExp(`${failed} .*: Failed`))
      .and.match(new RegExp(`${ready} .*: Ready`));
  });

  it('of somebody else are not found, nor is nonsense', async () => {
    const { buyer: owner } = await newCustomer({ credits: 100 });
    const id = await bought(owner);
    const numbers = [`${id}`, '999999999', 'abc', '-1', '0', '1.5', '9'.repeat(300), '<b>1</b>'];
    await Promise.all(
      numbers.map(async (number) => {
        const [{ person: anna }, { person: ivan }] = [await newCustomer(), await newCustomer({ languageCode: 'ru' })];
        anna.says(`/job ${number}`);
        await anna.sees(`There is no job ${number.slice(0, 16)}`, { button: 'History' });
        ivan.says(`/job ${number}`);
        await ivan.sees('среди ваших нет', { button: 'История' });
      }),
    );
    const { person } = await newCustomer();
    person.says('/job');
    const usage = await person.sees('Which job? Send its number: /job 123');
    for (const action of ['csv', 'xlsx', 'job', 'refresh']) {
      await person.pressesData(`${action}:${id}`, usage).answer();
      await person.sees(`There is no job ${id} of yours`);
    }
  });

  it('are paged with buttons, with names shown as text', async () => {
    const { person, buyer } = await newCustomer({ credits: 5_000 });
    const names = ['<i>a&.csv', 'שלום.csv', '🏭'.repeat(50)];
    for (const name of names) await buyer.upload(new Blob([dailyCsv(40)]), name);
    for (let i = 0; i < 15; i++) await buyer.predict(series(20));
    const ids = (await buyer.history()).map(({ id }) => id);
    await Promise.all(ids.map((id) => buyer.finished(id)));
    person.says('/ph');
    const numbers = (words: string) => (words.match(/^\d+(?= )/gm) ?? []).map(Number);
    const first = await person.sees('Your forecasts', { button: 'Older →' });
    expect(numbers(first.words)).to.deep.equal(ids.slice(0, 8));
    await (await person.presses('Older →')).answer();
    const second = await person.sees('Your forecasts', { button: '← Newer' });
    expect(numbers(second.words)).to.deep.equal(ids.slice(8, 16));
    await (await person.presses('Older →')).answer();
    const third = await person.sees('<i>a&.csv');
    expect(numbers(third.words)).to.deep.equal(ids.slice(16));
    expect(third.marked('italic')).to.deep.equal([]);
    await (await person.presses(/<i>a/)).answer();
    await person.sees('The forecast is ready: <i>a&.csv');
    await (await person.presses('← Newer', { on: third })).answer();
    await person.sees(new RegExp(`^${ids[0]} `, 'm'));
  });
});
