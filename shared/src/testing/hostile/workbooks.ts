import { type HostileFile, megabyte } from './hostile-file.js';
import { cellXml, deflatedRepetition, sheetXml, workbookParts, zip } from './zip.js';

const row = '<row><c><v>1</v></c></row>';
const header = `<row r="1">${cellXml('A1', 'date')}${cellXml('B1', 'price')}</row>`;
const workbook = (rows: string) => zip(workbookParts({ data: sheetXml(rows) }));

/** Archives and sheets that unpack to more than they should, or lie. */
export const hostileWorkbooks: HostileFile[] = [
  {
    name: 'a zip bomb by its ratio: 300 MB of rows',
    content: () =>
      zip(workbookParts({ data: '', deflated: deflatedRepetition(row, 300), claimedBytes: 300 * megabyte })),
    codes: ['inflates_too_large'],
  },
  {
    name: 'a sheet of 3.5 GB',
    content: () =>
      zip(workbookParts({ data: '', deflated: deflatedRepetition(row, 3_500), claimedBytes: 3_500 * megabyte })),
    codes: ['inflates_too_large'],
  },
  {
    name: 'a sheet that only claims 3.5 GB',
    content: () => zip(workbookParts({ data: sheetXml(header), claimedBytes: 3_500 * megabyte })),
    codes: ['inflates_too_large', 'unreadable_data'],
  },
  {
    name: 'a directory that lies: 3.5 GB declared as 1,000 bytes',
    content: () => zip(workbookParts({ data: '', deflated: deflatedRepetition(row, 3_500), claimedBytes: 1_000 })),
    codes: ['unreadable_data', 'inflates_too_large'],
  },
  {
    name: 'a zip within a zip within a zip',
    content: () =>
      zip([{ name: 'a.zip', data: zip([{ name: 'b.zip', data: zip([{ name: 'c.csv', data: 'date,price' }]) }]) }]),
    codes: ['unsupported_media_type'],
  },
  {
    name: 'a workbook whose sheet is a zip bomb',
    content: () =>
      zip(workbookParts({ data: zip([{ name: 'bomb', data: '', deflated: deflatedRepetition('0', 2_000) }]) })),
    codes: ['unreadable_data', 'invalid_request'],
  },
  {
    name: 'a workbook of 5,000 parts',
    content: () =>
      zip([
        ...workbookParts({ data: sheetXml(header) }),
        ...Array.from({ length: 5_000 }, (_, i) => ({ name: `xl/media/${i}`, data: '' })),
      ]),
    codes: ['inflates_too_large', 'unreadable_data'],
  },
  {
    name: 'a sheet with one cell, at XFD1048576',
    content: () => workbook(`<row r="1048576">${cellXml('XFD1048576', 1)}</row>`),
    codes: ['too_many_columns', 'too_many_rows', 'invalid_request'],
  },
  {
    name: 'a table with a cell at XFD1048576',
    content: () => workbook(`${header}<row r="1048576">${cellXml('XFD1048576', 1)}</row>`),
    codes: ['too_many_columns', 'too_many_rows'],
  },
  {
    name: 'a cell beyond every sheet, at ZZZZZZ9999999999',
    content: () => workbook(`${header}<row r="9999999999">${cellXml('ZZZZZZ9999999999', 1)}</row>`),
    codes: ['too_many_columns', 'too_many_rows', 'unreadable_data'],
  },
  {
    name: 'a cell of 2 MB',
    content: () => workbook(`${header}<row r="2">${cellXml('A2', 'x'.repeat(2 * megabyte))}</row>`),
    codes: ['row_too_large'],
  },
  {
    name: 'a cell that refers to a text which is not there',
    content: () => workbook(`${header}<row r="2"><c r="A2" t="s"><v>4000000000</v></c></row>`),
    codes: ['unreadable_data'],
  },
];
