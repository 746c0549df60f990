import type { ErrorCode } from '@coincast/shared/http/errors';
import { Problem } from '@coincast/shared/http/errors';
import { expect } from 'chai';
import fc from 'fast-check';
import { problemOf, read, rowsOf } from './reading.js';
import { relationsXml, rowsXml, type WorkbookXml, workbookParts, writeWorkbook } from './workbook-writer.js';

const rows = rowsXml([['date', 'price'], ...Array.from({ length: 50 }, (_, i): [string, number] => ['2024-01-01', i])]);
const sheets = { Data: rows };
const whole = writeWorkbook({ sheets });
const sheetPart = workbookParts({ sheets })['xl/worksheets/sheet1.xml'];
const sheetXml = typeof sheetPart === 'string' ? sheetPart : '';
const endless = (xml: string) => xml.replace('</sheetData></worksheet>', '');

describe('A broken workbook', () => {
  const cases: [string, WorkbookXml['parts'], ErrorCode, string][] = [
    ['without a workbook', { '_rels/.rels': null, 'xl/workbook.xml': null }, 'unreadable_data', 'no workbook'],
    ['whose workbook is missing', { 'xl/workbook.xml': null }, 'unreadable_data', '"xl/workbook.xml" is missing'],
    ['without relations', { 'xl/_rels/workbook.xml.rels': null }, 'unreadable_data', 'workbook.xml.rels'],
    ['without its sheet', { 'xl/worksheets/sheet1.xml': null }, 'unreadable_data', 'sheet1.xml" is missing'],
    ['without any sheet', { 'xl/workbook.xml': '<workbook><sheets/></workbook>' }, 'unreadable_data', 'no sheet'],
    ['whose sheets are nowhere', { 'xl/_rels/workbook.xml.rels': relationsXml([]) }, 'unreadable_data', 'no sheet'],
    ['whose sheet is empty', { 'xl/worksheets/sheet1.xml': '' }, 'unreadable_data', 'sheet1.xml'],
    [
      'whose sheet is another thing',
      { 'xl/worksheets/sheet1.xml': '<chartsheet/>' },
      'unreadable_data',
      'no sheet of cells',
    ],
    ['whose sheet ends early', { 'xl/worksheets/sheet1.xml': endless(sheetXml) }, 'unreadable_data', 'ends early'],
    [
      'whose sheet ends within a row',
      { 'xl/worksheets/sheet1.xml': sheetXml.slice(0, 2_000) },
      'unreadable_data',
      'ends early',
    ],
    [
      'whose sheet goes on after its end',
      { 'xl/worksheets/sheet1.xml': `${sheetXml}<row r="99"/>` },
      'unreadable_data',
      'broken',
    ],
    [
      'whose sheet has a wrong checksum',
      { 'xl/worksheets/sheet1.xml': { content: sheetXml, crc: 1 } },
      'unreadable_data',
      'checksum',
    ],
    [
      'whose sheet is smaller than declared',
      { 'xl/worksheets/sheet1.xml': { content: sheetXml, size: 99_999 } },
      'unreadable_data',
      'sheet1.xml',
    ],
    ['whose styles are broken', { 'xl/styles.xml': '<styleSheet>' }, 'unreadable_data', 'styles.xml'],
    [
      'whose shared strings are broken',
      { 'xl/sharedStrings.xml': '<sst><si></sst>' },
      'unreadable_data',
      'sharedStrings.xml',
    ],
    [
      'that is binary',
      {
        '_rels/.rels': relationsXml(['<Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/>']),
        'xl/workbook.bin': 'x',
      },
      'unsupported_media_type',
      '.xlsb',
    ],
  ];
  for (const [what, parts, code, says] of cases) {
    it(`${what} is refused as ${code}`, async () => {
      const problem = await problemOf(writeWorkbook({ sheets, ...(parts && { parts }) }));
      expect(problem.code).to.equal(code);
      expect(problem.detail).to.include(says).and.to.match(/\.$/);
    });
  }

  it('that is cut off anywhere is refused', async function () {
    this.timeout(10_000);
    for (let length = 0; length < whole.length; length += 13) {
      const { code } = await problemOf(whole.subarray(0, length));
      expect(code, `${length} bytes`).to.equal('unreadable_data');
    }
  });

  it('with any byte changed is refused, or read in whole', async function () {
    this.timeout(20_000);
    const intact = rowsOf(await read(whole));
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, async ([at, difference]) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ difference;
        try {
          expect(rowsOf(await read(changed))).to.deep.equal(intact);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('with anything in its sheet is refused, or read', async function () {
    this.timeout(20_000);
    const pieces = [
      '<c r="A2" s="1">',
      '<v>',
      '</v>',
      '1e300',
      '-1',
      '9',
      '</c>',
      '<f>',
      '<row>',
      '</row>',
      '<is><t>',
      '&#0;',
      ']]>',
      '"',
    ];
    const change = fc.tuple(
      fc.nat(sheetXml.length),
      fc.nat(20),
      fc.array(fc.constantFrom(...pieces), { maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(change, async ([at, cut, inserted]) => {
        const content = sheetXml.slice(0, at) + inserted.join('') + sheetXml.slice(at + cut);
        try {
          await read(writeWorkbook({ sheets, formats: ['yyyy'], parts: { 'xl/worksheets/sheet1.xml': content } }));
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});
