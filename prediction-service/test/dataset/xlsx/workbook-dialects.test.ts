import { expect } from 'chai';
import { read, rowsOf } from './reading.js';
import { relationsXml, rowsXml, type WorkbookXml, workbookParts, writeWorkbook } from './workbook-writer.js';

const data = rowsXml([
  ['date', 'price'],
  ['<c r="A2" s="1"><v>45292</v></c>', 1.5],
]);
const sheets = { Data: data };
const formats = ['yyyy-mm-dd'];
const own = workbookParts({ sheets, formats });
const xmlOf = (name: string) => String(own[name]);
const prefixed = (name: string) =>
  xmlOf(name)
    .replace(/<(\/?)(?=[a-z])/g, '<$1x:')
    .replace('xmlns=', 'xmlns:x=');

describe('A workbook', () => {
  const dialects: [string, Partial<WorkbookXml>][] = [
    ['as Excel writes it', {}],
    [
      'with prefixed tags',
      {
        parts: Object.fromEntries(
          ['xl/workbook.xml', 'xl/styles.xml', 'xl/worksheets/sheet1.xml'].map((name) => [name, prefixed(name)]),
        ),
      },
    ],
    [
      'with absolute targets',
      {
        parts: {
          'xl/_rels/workbook.xml.rels': xmlOf('xl/_rels/workbook.xml.rels').replace(/Target="/g, 'Target="/xl/'),
        },
      },
    ],
    [
      'with targets that go up and down',
      {
        parts: {
          'xl/_rels/workbook.xml.rels': xmlOf('xl/_rels/workbook.xml.rels').replace(/Target="/g, 'Target="./../xl/'),
        },
      },
    ],
    [
      'in the strict standard',
      {
        parts: {
          'xl/_rels/workbook.xml.rels': xmlOf('xl/_rels/workbook.xml.rels').replaceAll(
            'schemas.openxmlformats.org/officeDocument/2006',
            'purl.oclc.org/ooxml/officeDocument',
          ),
        },
      },
    ],
    [
      'with another prefix for relations',
      {
        parts: {
          'xl/workbook.xml': xmlOf('xl/workbook.xml').replace('xmlns:r=', 'xmlns:ns2=').replace('r:id=', 'ns2:id='),
        },
      },
    ],
    [
      'with a byte order mark and a declaration',
      {
        parts: {
          'xl/worksheets/sheet1.xml': `\ufeff<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n${xmlOf('xl/worksheets/sheet1.xml')}`,
        },
      },
    ],
    [
      'with names in another case',
      { parts: { 'xl/worksheets/sheet1.xml': null, 'xl/worksheets/Sheet1.xml': xmlOf('xl/worksheets/sheet1.xml') } },
    ],
    ['without the list of its parts', { parts: { '_rels/.rels': null } }],
    [
      'whose parts are only stored',
      { parts: { 'xl/worksheets/sheet1.xml': { content: xmlOf('xl/worksheets/sheet1.xml'), method: 0 } } },
    ],
    [
      'with macros and pictures',
      { parts: { 'xl/vbaProject.bin': 'x', 'xl/media/image1.png': 'x', 'xl/embeddings/book.zip': 'PK' } },
    ],
    [
      'with comments and other lists',
      {
        sheets: {
          Data: `<worksheet xmlns="x"><!-- <row r="9"> --><cols><col min="1" max="16384"/></cols><sheetData>${data}</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>`,
        },
      },
    ],
  ];
  for (const [how, more] of dialects) {
    it(`${how} is read`, async () => {
      const content = writeWorkbook({ sheets, formats, ...more });
      expect(rowsOf(await read(content))).to.deep.equal([['2024-01-01T00:00:00.000Z', 1.5]]);
    });
  }

  it('with a chart on a sheet of its own is read', async () => {
    const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet';
    const chart = `<Relationship Id="rId7" Type="${type}" Target="chartsheets/sheet1.xml"/>`;
    const relations = relationsXml([chart, ...(/<Relationship .*\/>/.exec(xmlOf('xl/_rels/workbook.xml.rels')) ?? [])]);
    const parts = {
      'xl/_rels/workbook.xml.rels': relations,
      'xl/workbook.xml': xmlOf('xl/workbook.xml').replace(
        '<sheets>',
        '<sheets><sheet name="Chart" sheetId="7" r:id="rId7"/>',
      ),
      'xl/chartsheets/sheet1.xml': '<chartsheet/>',
    };
    expect(rowsOf(await read(writeWorkbook({ sheets, formats, parts })))).to.have.length(1);
  });
});
