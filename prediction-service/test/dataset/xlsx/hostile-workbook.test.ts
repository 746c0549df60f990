import type { ErrorCode } from '@coincast/shared/http/errors';
import { expect } from 'chai';
import type { DatasetLimits } from '../../../src/dataset/dataset-limits.js';
import { problemOf, read, rowsOf } from './reading.js';
import { rowsXml, rowXml, type WorkbookXml, workbookParts, writeWorkbook } from './workbook-writer.js';
import { writeZip, type ZipPart } from './zip-writer.js';

const table = rowsXml([
  ['date', 'price'],
  ['2024-01-01', 1],
]);
const workbook = (more: Partial<WorkbookXml> = {}) => writeWorkbook({ sheets: { Data: table }, ...more });
const withPart = (name: string, part: ZipPart | string) => workbook({ parts: { [name]: part } });
const sheet = (data: string) => writeWorkbook({ sheets: { Data: data } });

const mb = 1024 * 1024;
const manyParts = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`xl/media/${i}.png`, 'x']));
const largeParts = Object.fromEntries(
  Array.from({ length: 50 }, (_, i) => [`${i}.xml`, { content: 'x', size: 9 * mb }]),
);
const doctype = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData>`;

type Case = [what: string, content: () => Buffer, code: ErrorCode, says: string, limits?: Partial<DatasetLimits>];

describe('A hostile workbook', () => {
  const cases: Case[] = [
    [
      'that declares 3.5 GB',
      () => withPart('x.xml', { content: 'x', size: 3_500_000_000 }),
      'inflates_too_large',
      '419430400',
    ],
    [
      'whose parts together are too large',
      () => workbook({ parts: largeParts }),
      'inflates_too_large',
      '419430400 bytes',
    ],
    [
      'that packs too well',
      () => withPart('xl/worksheets/sheet1.xml', { content: Buffer.alloc(11 * mb, 32) }),
      'inflates_too_large',
      '200 times',
    ],
    ['of too many parts', () => workbook({ parts: manyParts }), 'inflates_too_large', '1000 parts'],
    [
      'that hides how much it unpacks to',
      () => withPart('xl/worksheets/sheet1.xml', { content: `${' '.repeat(mb)}${table}`, size: 1_000 }),
      'unreadable_data',
      'xl/worksheets/sheet1.xml',
    ],
    ['with a part twice', () => twice('xl/workbook.xml'), 'unreadable_data', 'twice'],
    ['with a part twice in another case', () => twice('XL/Workbook.xml'), 'unreadable_data', 'twice'],
    ['with a password', () => withPart('xl/workbook.xml', { content: 'x', flags: 1 }), 'unreadable_data', 'password'],
    [
      'with an unknown compression',
      () => withPart('xl/workbook.xml', { content: 'x', method: 99 }),
      'unreadable_data',
      'workbook.xml',
    ],
    ['with a part outside of it', () => withPart('../../etc/passwd', 'x'), 'unreadable_data', 'directory'],
    [
      'with one cell in the last corner',
      () => sheet(rowXml(1_048_576, ['<c r="XFD1048576"><v>1</v></c>'])),
      'too_many_columns',
      '1000',
    ],
    ['with a row beyond the last', () => sheet('<row r="1048577"/>'), 'unreadable_data', '1048577'],
    ['with a column beyond the last', () => sheet(rowXml(1, ['<c r="XFE1"><v>1</v></c>'])), 'unreadable_data', 'XFE1'],
    [
      'with too many columns',
      () => sheet(table + rowXml(3, ['<c r="ALM3"><v>1</v></c>'])),
      'too_many_columns',
      'Row 3',
    ],
    ['with too many rows', () => sheet(table + table.replace('"1"', '"9"')), 'too_many_rows', '2 rows', { maxRows: 2 }],
    [
      'with too large a row',
      () => sheet(rowXml(1, ['a'.repeat(60), 'b'.repeat(60)])),
      'row_too_large',
      'Row 1 of sheet "Data" holds more than 100 bytes',
      { maxRowBytes: 100 },
    ],
    ['with too large a cell', () => sheet(rowXml(1, ['a'.repeat(2 * mb)])), 'row_too_large', '1048576 bytes'],
    [
      'with too large a shared text',
      () => workbook({ sharedStrings: `<si><t>${'a'.repeat(2 * mb)}</t></si>` }),
      'row_too_large',
      '1048576 bytes',
    ],
    [
      'with entities of its own',
      () => sheet(`${doctype}${rowXml(1, ['&b;'])}</sheetData></worksheet>`),
      'unreadable_data',
      'document type',
    ],
    ['with entities that are not declared', () => sheet(rowXml(1, ['&b;'])), 'unreadable_data', 'XML'],
    ['of deep elements', () => sheet(`<row r="1">${'<a>'.repeat(100_000)}`), 'unreadable_data', '64 levels'],
  ];
  for (const [what, content, code, says, limits] of cases) {
    it(`${what} is refused as ${code}`, async () => {
      const problem = await problemOf(content(), limits);
      expect(problem.code).to.equal(code);
      expect(problem.detail).to.include(says).and.to.match(/\.$/);
    });
  }

  it('with a single row at the very end costs one row', async () => {
    const rows =
      rowXml(1, ['date', 'price']) +
      rowXml(1_048_576, [
        '<c r="A1048576" t="inlineStr"><is><t>2024-01-01</t></is></c>',
        '<c r="B1048576"><v>1</v></c>',
      ]);
    const dataset = await read(sheet(rows), { maxRows: 1 });
    expect(rowsOf(dataset)).to.deep.equal([['2024-01-01T00:00:00.000Z', 1]]);
  });

  it('with a format on every column is read', async () => {
    const wide =
      rowXml(1, ['date', 'price', '<c r="XFD1" s="0"/>']) + rowXml(2, ['2024-01-01', 1, '<c r="XFD2" s="0"/>']);
    expect(rowsOf(await read(sheet(wide)))).to.have.length(1);
  });

  it('with headers that are names of methods does no harm', async () => {
    const rows = rowsXml([
      ['date', '__proto__', 'price'],
      ['2024-01-01', 'x', 'none'],
    ]);
    const dataset = await read(sheet(rows));
    expect(dataset.invalid.kept).to.deep.equal([
      '[0,{"_error":"bad_price","date":"2024-01-01","__proto__":"x","price":"none"}]',
    ]);
  });

  it('with a name that is no text is not quoted as it stands', async () => {
    const name = 'a&lt;script&gt;\u202e';
    const problem = await problemOf(writeWorkbook({ sheets: { [name]: rowXml(1, ['<c r="ALM1"><v>1</v></c>']) } }));
    expect(problem.detail).to.include('"a?script??"');
  });
});

function twice(name: string): Buffer {
  const parts = Object.entries(workbookParts({ sheets: { Data: table } }));
  return writeZip([
    ...parts.flatMap(([each, part]): [string, ZipPart | string][] => (part === null ? [] : [[each, part]])),
    [name, 'x'],
  ]);
}
