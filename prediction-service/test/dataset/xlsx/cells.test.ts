import { expect } from 'chai';
import { invalidOf, problemOf, read, rowsOf } from './reading.js';
import { rowsXml, rowXml, type WorkbookXml, writeWorkbook } from './workbook-writer.js';

const formats = [
  'yyyy\\-mm\\-dd\\ hh:mm:ss',
  'hh:mm:ss.000',
  '0.00%',
  '#,##0.00\\ "₽"',
  '[h]:mm:ss',
  '[$-419]d\\ mmmm\\ yyyy\\ "г.";@',
];

/** A workbook of one row of data below the header, by the XML of its two cells. */
const one = (time: string, price: string, more: Partial<WorkbookXml> = {}) =>
  writeWorkbook({ sheets: { Data: rowXml(1, ['date', 'price']) + rowXml(2, [time, price]) }, formats, ...more });

const timeCell = (value: string | number, attributes = 's="1"') => `<c r="A2" ${attributes}><v>${value}</v></c>`;
const day = timeCell(45292);
const dayText = '2024-01-01T00:00:00.000Z';

describe('Cells of a workbook', () => {
  const times: [string, string, string][] = [
    ['a date', timeCell(45292), dayText],
    ['a second that a double cannot hold', timeCell('45292.4309143519'), '2024-01-01T10:20:31.000Z'],
    ['a second that is written a little early', timeCell('45292.43091433'), '2024-01-01T10:20:31.000Z'],
    ['a real fraction', timeCell('45292.430920139'), '2024-01-01T10:20:31.500Z'],
    [
      'a fraction near a second, when the format shows it',
      timeCell('45292.430914363426', 's="2"'),
      '2024-01-01T10:20:31.001Z',
    ],
    ['a date with the words of a language', timeCell(45292, 's="6"'), dayText],
    ['a day number without a format', timeCell('45292.5', ''), '2024-01-01T12:00:00.000Z'],
    ['a date that shows its time alone', timeCell('45292.25', 's="2"'), '2024-01-01T06:00:00.000Z'],
    ['a date long ago', timeCell(2, 's="1"'), '1900-01-02T00:00:00.000Z'],
    ['1900-03-01', timeCell(61, 's="1"'), '1900-03-01T00:00:00.000Z'],
    ['an ISO date', timeCell('2024-01-01T00:00:00', 't="d"'), dayText],
    ['text', '2024-01-01', dayText],
    ['text of a formula', '<c r="A2" t="str"><f>TEXT(B2,"x")</f><v>2024-01-01</v></c>', dayText],
    ['a formula', '<c r="A2" s="1"><f>A1+1</f><v>45292</v></c>', dayText],
    [
      'rich inline text',
      '<c r="A2" t="inlineStr"><is><r><t>2024</t></r><r><rPr/><t>-01-01</t></r><rPh><t>x</t></rPh></is></c>',
      dayText,
    ],
    ['text as CDATA', '<c r="A2" t="inlineStr"><is><t><![CDATA[2024-01-01]]></t></is></c>', dayText],
  ];
  for (const [what, cell, time] of times) {
    it(`reads ${what} as ${time}`, async () =>
      expect(rowsOf(await read(one(cell, '<c r="B2"><v>1</v></c>')))).to.deep.equal([[time, 1]]));
  }

  const prices: [string, string, number][] = [
    ['a number', '<c r="B2"><v>1.5</v></c>', 1.5],
    ['a number of sixteen digits', '<c r="B2" t="n"><v>0.30000000000000004</v></c>', 0.30000000000000004],
    ['an exponent', '<c r="B2"><v>1.5E-05</v></c>', 0.000015],
    ['percent', '<c r="B2" s="3"><v>0.25</v></c>', 0.25],
    ['a currency', '<c r="B2" s="4"><v>1234.5</v></c>', 1234.5],
    ['text', '<c r="B2" t="inlineStr"><is><t> 1 234,56 </t></is></c>', 1234.56],
    ['a shared text', '<c r="B2" t="s"><v>1</v></c>', 1234.5],
    ['a formula', '<c r="B2"><f>1+1</f><v>2</v></c>', 2],
    ['a style that the workbook does not have', '<c r="B2" s="77"><v>2</v></c>', 2],
  ];
  for (const [what, cell, price] of prices) {
    it(`reads ${what} as ${price}`, async () => {
      const sharedStrings = '<si><t>x</t></si><si><r><t>1,</t></r><r><t>234.5</t></r><rPh><t>y</t></rPh></si>';
      expect(rowsOf(await read(one(day, cell, { sharedStrings })))).to.deep.equal([[dayText, price]]);
    });
  }

  const faults: [string, string, string, string, unknown][] = [
    ['an error', day, '<c r="B2" t="e"><v>#N/A</v></c>', 'bad_price', '#N/A'],
    ['an error of a formula', day, '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', 'bad_price', '#DIV/0!'],
    ['true', day, '<c r="B2" t="b"><v>1</v></c>', 'bad_price', true],
    ['false', day, '<c r="B2" t="b"><v>0</v></c>', 'bad_price', false],
    ['a date for a price', day, '<c r="B2" s="1"><v>45292</v></c>', 'bad_price', dayText],
    ['a formula that was never calculated', day, '<c r="B2"><f>A2*2</f><v></v></c>', 'bad_price', '=A2*2'],
    ['a formula without any result', day, '<c r="B2"><f>A2*2</f></c>', 'bad_price', '=A2*2'],
    ['a formula that gave an empty text', day, '<c r="B2" t="str"><f>""</f><v></v></c>', 'missing_price', null],
    ['a cell that is only formatted', day, '<c r="B2" s="1"/>', 'missing_price', null],
    ['a number in another system', day, '<c r="B2"><v>0x10</v></c>', 'bad_price', '0x10'],
    ['an integer beyond 2^53', day, '<c r="B2"><v>9007199254740993</v></c>', 'bad_price', 9007199254740992],
    ['a time of day', timeCell('0.5', 's="2"'), '<c r="B2"><v>1</v></c>', 'bad_time', undefined],
    ['a duration', timeCell('1.25', 's="5"'), '<c r="B2"><v>1</v></c>', 'bad_time', undefined],
    ['a day beyond the calendar', timeCell('1e300'), '<c r="B2"><v>1</v></c>', 'bad_time', undefined],
    ['1900-02-29', timeCell(60, 's="1"'), '<c r="B2"><v>1</v></c>', 'bad_time', undefined],
  ];
  for (const [what, time, price, fault, shown] of faults) {
    it(`finds ${fault} in ${what}`, async () => {
      const dataset = await read(one(time, price));
      expect(dataset.invalid.faults).to.deep.equal({ [fault]: 1 });
      const [[, row]] = invalidOf(dataset) as [[number, Record<string, unknown>]];
      if (shown !== undefined) expect(row.price).to.equal(shown);
    });
  }

  describe('in a workbook of 1904', () => {
    for (const properties of ['date1904="1"', 'date1904="true"']) {
      it(`reads dates with ${properties}`, async () => {
        const cells: [string, string][] = [
          [timeCell(43830), dayText],
          [timeCell(43830, ''), dayText],
          ['2024-01-01', dayText],
        ];
        for (const [cell, time] of cells) {
          expect(rowsOf(await read(one(cell, '<c r="B2"><v>1</v></c>', { properties })))).to.deep.equal([[time, 1]]);
        }
      });
    }
    it('reads dates as usual with date1904="0"', async () =>
      expect(rowsOf(await read(one(day, '<c r="B2"><v>1</v></c>', { properties: 'date1904="0"' })))[0]?.[0]).to.equal(
        dayText,
      ));
  });

  it('reads control characters and entities as what they stand for', async () => {
    const cell = '<c r="B2" t="inlineStr"><is><t>&lt;a_x0041_&#66;&amp;</t></is></c>';
    const [[, row]] = invalidOf(await read(one(day, cell))) as [[number, Record<string, unknown>]];
    expect(row.price).to.equal('<aAB&');
  });

  it('places cells without a reference after one another', async () => {
    const data = '<row><c t="inlineStr"><is><t>date</t></is></c><c t="inlineStr"><is><t>price</t></is></c></row>';
    const content = writeWorkbook({
      sheets: { Data: `${data}<row><c s="1"><v>45292</v></c><c><v>7</v></c></row>` },
      formats,
    });
    expect(rowsOf(await read(content))).to.deep.equal([[dayText, 7]]);
  });

  it('refuses a text that the workbook does not hold', async () => {
    const problem = await problemOf(one(day, '<c r="B2" t="s"><v>5</v></c>', { sharedStrings: '<si><t>x</t></si>' }));
    expect(problem.code).to.equal('unreadable_data');
  });

  it('refuses rows and cells with references that are none', async () => {
    for (const row of [
      '<row r="0"/>',
      '<row r="1e9"/>',
      '<row r="9"><c r="9"/></row>',
      '<row r="9"><c r="ZZZZ9"/></row>',
      '<c r="A9"/>',
    ]) {
      const problem = await problemOf(writeWorkbook({ sheets: { Data: rowsXml([['date', 'price']]) + row } }));
      expect(problem.code, row).to.equal('unreadable_data');
    }
  });
});
