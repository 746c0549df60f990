import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { dailyCsv } from './samples.js';
import { newCustomer, telegram } from './system.js';

// From `dist/test`, where this runs.
const corpus = join(import.meta.dirname, '../../../../prediction-service/test/datasets');
const dataset = (path: string) => readFile(join(corpus, path));

const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    timestamp: new Date(Date.UTC(2025, 0, 1 + i)).toISOString(),
    price: 50 + i,
  }));

describe('the data of a forecast in a chat', () => {
  it('is read from files of every format, without a caption and out of nowhere', async () => {
    const files = [
      'csv/yahoo.csv',
      'json/pandas-records-iso.json',
      'json/pandas-lines.ndjson',
      'other/имя по-русски.csv',
    ];
    const binary = ['parquet/arrow-pandas.parquet', 'other/xlsx-without-extension'];
    const seen = [...files, ...binary].map(async (path) => {
      const name = path.split('/')[1] ?? '';
      const quote = await (await newCustomer()).quoted({ name, content: await dataset(path) });
      expect(quote.text)
        .to.include(`Series: ${name}`)
        .and.match(/Valid rows: [1-9]/);
    });
    await Promise.all(seen);
  });

  it('is taken for the chosen model, as text in one message, in several, and at once', async () => {
    await Promise.all([inOneMessage(), inSeveral(), asJson(), byCommand()]);
  });

  it('of a command goes on in the next messages when it was cut', async () => {
    const { person } = await newCustomer();
    person.says(`/predict demo ${JSON.stringify(rows(200))}`);
    const quote = await person.sees('Quote');
    expect(quote.text).to.include('Valid rows: 200');
  });

  it('with what cannot be read is answered with what is wrong, and nothing is charged', async () => {
    const faults: [name: string, content: Buffer | string, RegExp][] = [
      ['empty.csv', '\n', /The file is empty/],
      ['image.png', await dataset('other/image.png'), /This is no table that we can read/],
      [
        'half.xlsx',
        (await dataset('other/xlsx-without-extension')).subarray(0, 2_000),
        /cannot be read. Check that it is whole/,
      ],
      ['cut-off.json', await dataset('json/cut-off.json'), /cannot be read. Check that it is whole/],
      ['none.csv', 'date,price\nsomeday,1\n2026-01-01,x\n', /None of the 2 rows[\s\S]*Line 2:[\s\S]*Line 3:/],
      ['no-dates.csv', await dataset('csv/no-matching-columns.csv'), /None of|column|cannot be read/],
    ];
    const seen = faults.map(async ([name, content, said]) => {
      const { person } = await newCustomer();
      person.sends({ name, content });
      await person.sees(said);
    });
    await Promise.all(seen);
  });

  it('that is too large for bots, or gone, is asked for in another way', async () => {
    const [{ person: large }, { person: gone }] = await Promise.all([newCustomer(), newCustomer()]);
    large.sends({ name: 'large.csv', content: Buffer.alloc(20 * 1024 * 1024 + 1, '2026-01-01,1\n') });
    await large.sees('Telegram gives bots files up to');
    const hold = telegram().fail({ method: 'getFile', with: 'timeout' });
    telegram().loses(gone.sends({ name: 'old.csv', content: dailyCsv(30) }));
    hold.release();
    await gone.sees('Telegram no longer has this file');
  });

  it('with markup in its name or rows is shown as it is', async () => {
    const { person } = await newCustomer();
    person.sends({ name: '<b>&"quotes"</b>.csv', content: dailyCsv(12, '<i>x</i>&,<script>\n') });
    const quote = await person.sees('<b>&"quotes"</b>.csv');
    expect(quote.text).to.include('Line 14');
  });
});

async function inOneMessage() {
  const { person } = await newCustomer();
  person.says('/predict dEmO');
  await person.sees('Model: ');
  person.says(dailyCsv(20));
  await person.sees('Received: 1 message');
  await person.presses('That is all, check it');
  expect((await person.sees('Quote')).text)
    .to.include('Valid rows: 20')
    .and.include('rows from the chat');
}

/** What is wrong with the first data is no part of the next. */
async function inSeveral() {
  const { person } = await newCustomer();
  person.says('/predict Demo');
  await person.sees('Model: ');
  person.says('words without a figure');
  await person.sees('This does not look like rows');
  person.says('a 1');
  await person.sees('Received: 1 message');
  await person.presses('That is all, check it');
  await person.sees(/None of|could be read|column/);
  person.says(dailyCsv(400));
  await person.sees(/Received: 2 messages/);
  await person.presses('That is all, check it');
  expect((await person.sees('Quote')).text).to.include('Valid rows: 400');
}

async function asJson() {
  const { person } = await newCustomer();
  person.says('/predict demo');
  await person.sees('Model: ');
  person.says(JSON.stringify(rows(12)));
  expect((await person.sees('Quote')).text).to.include('Valid rows: 12');
}

async function byCommand() {
  const { person } = await newCustomer();
  person.says(`/predict DEMO ${JSON.stringify(rows(10))}`);
  await person.sees('To pay: 10 × 1 = 10 credits');
  person.says('/predict Oracle');
  await person.sees('There is no model called “Oracle”');
}
