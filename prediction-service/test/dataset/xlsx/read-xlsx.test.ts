import { expect } from 'chai';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { invalidOf, problemOf, read, rowsOf } from './reading.js';
import { rowsXml, writeWorkbook } from './workbook-writer.js';

type Cells = (string | number | null)[];

const header: Cells = ['date', 'price'];
const table: Cells[] = [header, ['2024-01-01', 1], ['2024-01-02', 2]];
const twoRows = [
  ['2024-01-01T00:00:00.000Z', 1],
  ['2024-01-02T00:00:00.000Z', 2],
];

const sheets = (content: Record<string, Cells[]>, states: Record<string, string> = {}) =>
  writeWorkbook({
    sheets: Object.fromEntries(Object.entries(content).map(([name, rows]) => [name, rowsXml(rows)])),
    states,
  });

describe('readXlsx', () => {
  const places: [string, Buffer][] = [
    ['on the first sheet', sheets({ Data: table })],
    ['on a later sheet', sheets({ Cover: [['Report'], ['by', 'us']], Data: table })],
    ['below titles', sheets({ Data: [['Prices of BTC'], [null], ['as of', '2024-02-01'], ...table] })],
    ['below fifty blank rows', sheets({ Data: [...Array<Cells>(50).fill([null]), ...table] })],
    ['aside', sheets({ Data: table.map((row): Cells => [null, null, ...row]) })],
    [
      'between blank rows and cells of spaces',
      sheets({ Data: table.flatMap((row): Cells[] => [row, [], [' ', '  ']]) }),
    ],
    [
      'on a visible sheet before a hidden one',
      sheets({ Old: [header, ['1999-01-01', 9]], Data: table }, { Old: 'hidden' }),
    ],
    ['on a hidden sheet when no other has one', sheets({ Cover: [['Report']], Data: table }, { Data: 'veryHidden' })],
  ];
  for (const [where, content] of places) {
    it(`finds the table ${where}`, async () => {
      const dataset = await read(content);
      expect(rowsOf(dataset)).to.deep.equal(twoRows);
      expect(dataset.invalid.count).to.equal(0);
      expect(dataset.columns).to.deep.equal({ time: 'date', price: 'price' });
    });
  }

  it('reads the first of several tables and says so', async () => {
    const dataset = await read(sheets({ A: table, B: [header, ['2030-01-01', 3]], C: [['note']] }));
    expect(rowsOf(dataset)).to.deep.equal(twoRows);
    expect(dataset.warnings.map(({ code }) => code)).to.deep.equal(['several_sheets']);
    expect(dataset.warnings[0]?.message).to.include('"A" was read, and not "B".');
  });

  it('tells which columns there are when none fits', async () => {
    const dataset = await read(
      sheets({
        Empty: [],
        Data: [
          ['when', 'amount'],
          ['2024-01-01', 1],
        ],
      }),
    );
    expect(dataset.invalid.faults).to.deep.equal({ missing_time: 1 });
    expect(dataset.warnings.map(({ code }) => code)).to.deep.equal(['no_time_column', 'no_price_column']);
    expect(dataset.warnings[0]?.message).to.include('when, amount');
  });

  it('takes a row that names one of the two columns for the header', async () => {
    const dataset = await read(sheets({ Data: [['Prices of BTC'], ['Date', 'Amount'], ['2024-01-01', 1]] }));
    expect(dataset.columns).to.deep.equal({ time: 'Date', price: null });
    expect(dataset.invalid.faults).to.deep.equal({ missing_price: 1 });
  });

  it('keeps invalid rows as they were sent, counted from the header', async () => {
    const rows: Cells[] = [
      ['date', 'price', ''],
      ['2024-01-01', 1],
      [],
      ['soon', 2, 'why'],
      ['2024-01-03', null],
      [null, null, 7],
    ];
    expect(invalidOf(await read(sheets({ Data: rows })))).to.deep.equal([
      [1, { _error: 'bad_time', date: 'soon', price: 2, 'column 3': 'why' }],
      [2, { _error: 'missing_price', date: '2024-01-03', price: null }],
      [3, { _error: 'missing_time', date: null, price: null, 'column 3': 7 }],
    ]);
  });

  const cyrillic: [string, Buffer][] = [
    ['the name of a sheet', sheets({ Лист1: [header, ['01/02/2024', 1]] })],
    [
      'a header',
      sheets({
        Data: [
          [...header, 'Объём'],
          ['01/02/2024', 1],
        ],
      }),
    ],
    ['a title', sheets({ Data: [['Цены'], header, ['01/02/2024', 1]] })],
  ];
  for (const [where, content] of cyrillic) {
    it(`reads slashed dates day first when ${where} is Cyrillic`, async () => {
      expect(rowsOf(await read(content))).to.deep.equal([['2024-02-01T00:00:00.000Z', 1]]);
    });
  }

  it('reads slashed dates month first otherwise', async () => {
    expect(rowsOf(await read(sheets({ Data: [header, ['01/02/2024', 1]] })))[0]?.[0]).to.equal(
      '2024-01-02T00:00:00.000Z',
    );
  });

  it('refuses a workbook without any row', async () => {
    const problem = await problemOf(sheets({ A: [], B: [[' ']] }));
    expect(problem.code).to.equal('invalid_request');
  });

  it('reads what exceljs writes, whatever it is', async function () {
    this.timeout(20_000);
    const rows = fc.array(
      fc.tuple(
        fc.integer({ min: Date.UTC(1955, 0) / 1000, max: Date.UTC(2100, 0) / 1000 }),
        fc
          .double({ noNaN: true, noDefaultInfinity: true })
          .filter((price) => !Object.is(price, -0) && (Number.isSafeInteger(price) || !Number.isInteger(price))),
      ),
      { minLength: 1, maxLength: 20 },
    );
    const asDates = fc.boolean();
    await fc.assert(
      fc.asyncProperty(rows, asDates, fc.boolean(), async (written, datesAreDates, date1904) => {
        const book = new ExcelJS.Workbook();
        book.properties.date1904 = date1904;
        const sheet = book.addWorksheet('Data');
        sheet.addRow(['Time', 'Close']);
        for (const [seconds, price] of written) {
          const date = new Date(seconds * 1000);
          sheet.addRow([datesAreDates ? date : date.toISOString(), price]);
        }
        const dataset = await read(Buffer.from(await book.xlsx.writeBuffer()));
        const expected = written
          .map(([seconds, price], i) => ({ seconds, price, i }))
          .sort((a, b) => a.seconds - b.seconds || a.i - b.i)
          .map(({ seconds, price }) => [new Date(seconds * 1000).toISOString(), price]);
        expect(rowsOf(dataset)).to.deep.equal(expected);
      }),
      { numRuns: 60 },
    );
  });
});
