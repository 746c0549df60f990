import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { detectFormat } from '../../src/dataset/detect-format.js';
import { problemOf } from './reading.js';

const table = 'ts,price\n2024-01-01,1\n';
const russian = 'дата;ts;price\nянварь;2024-01-01;1\n';

/** In windows-1251, where the capital А is 0xC0 and the alphabet follows it. */
function windows1251(text: string): Buffer {
  return Buffer.from(
    Array.from(text, (sign) => (sign >= 'А' ? sign.charCodeAt(0) - 0x410 + 0xc0 : sign.charCodeAt(0))),
  );
}

/** A zip of empty stored entries. */
function zipOf(...names: string[]): Buffer {
  const entries = names.map((name) => {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    local.writeUInt16LE(name.length, 26);
    return Buffer.concat([local, Buffer.from(name)]);
  });
  const directory = names.map((name) => {
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(name.length, 28);
    return Buffer.concat([entry, Buffer.from(name)]);
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  return Buffer.concat([...entries, ...directory, end]);
}

/** The beginning of an old Office file, and the names of its parts. */
function oldOffice(...parts: string[]): Buffer {
  const magic = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  return Buffer.concat([magic, Buffer.alloc(504), ...parts.map((part) => Buffer.from(`${part}\0`, 'utf16le'))]);
}

describe('detectFormat', () => {
  const utf16 = (text: string) => Buffer.from(text, 'utf16le');
  const texts: [string, Buffer, { format: string; encoding: string }][] = [
    ['a table', Buffer.from(table), { format: 'csv', encoding: 'utf-8' }],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${russian}`), { format: 'csv', encoding: 'utf-8' }],
    ['UTF-16 LE with a mark', utf16(`\ufeff${russian}`), { format: 'csv', encoding: 'utf-16le' }],
    ['UTF-16 BE with a mark', utf16(`\ufeff${russian}`).swap16(), { format: 'csv', encoding: 'utf-16be' }],
    ['UTF-16 LE without one', utf16(russian), { format: 'csv', encoding: 'utf-16le' }],
    ['UTF-16 BE without one', utf16(russian).swap16(), { format: 'csv', encoding: 'utf-16be' }],
    ['windows-1251', windows1251(russian), { format: 'csv', encoding: 'windows-1251' }],
    ['JSON', Buffer.from(' \n[{"ts":1}]'), { format: 'json', encoding: 'utf-8' }],
    ['JSON in UTF-16', utf16('\ufeff{"ts":1}'), { format: 'json', encoding: 'utf-16le' }],
    [
      'JSON that names columns',
      Buffer.from('{"columns":["n","date","price","x"]}'),
      { format: 'json', encoding: 'utf-8' },
    ],
    [
      'indented JSON that names columns',
      Buffer.from('{\n "columns": ["n", "date", "price", "x"],\n "data": []}'),
      { format: 'json', encoding: 'utf-8' },
    ],
    ['a header in brackets', Buffer.from('[no],date,price\n1,2024-01-01,1\n'), { format: 'csv', encoding: 'utf-8' }],
    ['a title in brackets', Buffer.from('[Data]\ndate;price\n2024-01-01;1\n'), { format: 'csv', encoding: 'utf-8' }],
  ];
  for (const [name, content, expected] of texts) {
    it(`finds ${name}`, async () => {
      expect(await detectFormat(content)).to.deep.include(expected);
    });
  }

  it('leaves the mark out of the content', async () => {
    for (const marked of [Buffer.from(`\ufeff${table}`), utf16(`\ufeff${table}`)]) {
      const found = await detectFormat(marked);
      const text = marked[0] === 0xef ? Buffer.from(table) : utf16(table);
      expect('content' in found && found.content.equals(text)).to.equal(true);
    }
  });

  const binaries: [string, Buffer, string][] = [
    ['a workbook', zipOf('[Content_Types].xml', 'xl/workbook.xml'), 'xlsx'],
    ['Parquet', Buffer.from('PAR1\x15\0\0PAR1'), 'parquet'],
  ];
  for (const [name, content, format] of binaries) {
    it(`finds ${name}`, async () => {
      expect(await detectFormat(content)).to.deep.equal({ format });
    });
  }

  const refused: [string, Buffer, RegExp][] = [
    ['an old workbook', oldOffice('Workbook'), /old Excel workbook \(\.xls\).*\.xlsx or CSV/],
    ['a workbook with a password', oldOffice('EncryptionInfo', 'EncryptedPackage'), /password/],
    ['an old Word document', oldOffice('WordDocument'), /\.doc/],
    ['another old Office file', oldOffice('PowerPoint'), /old Office document/],
    ['a binary workbook', zipOf('xl/workbook.bin'), /\.xlsb/],
    ['a zip with a workbook in it', zipOf('data.xlsx'), /zip archive.*Unpack/],
    ['a zip of a workbook, cut off', zipOf('data.xlsx').subarray(0, 60), /zip archive.*Unpack/],
    ['a Word document', zipOf('[Content_Types].xml', 'word/document.xml'), /Word document|zip archive/],
    ['gzip', gzipSync(table), /gzip archive.*Unpack/],
    ['a PDF', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'), /PDF/],
    [
      'an image',
      Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
      /image \(PNG\)/,
    ],
    ['a web page', Buffer.from('\n<!DOCTYPE html><html><table></table></html>'), /web page \(HTML\)/],
    ['a table of HTML named .xls', Buffer.from('<table><tr><td>date</td></tr></table>'), /web page \(HTML\)/],
    ['a workbook in XML', Buffer.from('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>'), /Excel 2003/],
    ['XML', Buffer.from('<?xml version="1.0"?><rows/>'), /XML/],
    ['rich text', Buffer.from('{\\rtf1\\ansi date}'), /rich text/],
    ['encrypted Parquet', Buffer.from('PARE\x15\0\0PARE'), /encrypted Parquet/],
    ['SQLite', Buffer.from('SQLite format 3\0\x10\0'), /SQLite/],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x74, 0, 0, 0]), /UTF-32.*UTF-8/],
    ['bytes of no known kind', Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7919) % 251)), /binary/],
    ['a text with zero bytes', Buffer.from(`${table}2024-01-02,\0\n`), /binary/],
  ];
  for (const [name, content, detail] of refused) {
    it(`refuses ${name}, and says so`, async () => {
      const problem = await problemOf(detectFormat(content));
      expect(problem).to.include({ code: 'unsupported_media_type', status: 415 });
      expect(problem.detail).to.match(detail);
    });
  }

  const cutOff = /^The workbook was cut off: .* Send the whole file\.$/;
  const broken: [string, Buffer, string, RegExp][] = [
    ['nothing', Buffer.alloc(0), 'invalid_request', /empty/],
    ['nothing but blanks', Buffer.from(' \r\n\t'), 'invalid_request', /empty/],
    ['nothing but a mark', Buffer.from('\ufeff'), 'invalid_request', /empty/],
    [
      'UTF-8 cut off in a character',
      Buffer.from('ts,price\n2024-01-01,1,янв').subarray(0, -1),
      'unreadable_data',
      /cut off/,
    ],
    ['a workbook cut off', zipOf('xl/workbook.xml', 'xl/styles.xml').subarray(0, 70), 'unreadable_data', cutOff],
    ['a workbook cut off before its workbook', zipOf('_rels/.rels').subarray(0, -30), 'unreadable_data', cutOff],
    ['a workbook without its last byte', zipOf('xl/workbook.xml').subarray(0, -1), 'unreadable_data', cutOff],
    ['an emoji cut off', Buffer.from('ts,price,n\n2024-01-01,1,📈').subarray(0, -1), 'unreadable_data', /cut off/],
    ['marked UTF-8 cut off', Buffer.from(`\ufeff${russian}я`).subarray(0, -1), 'unreadable_data', /cut off/],
    ['UTF-16 of odd length', utf16(`\ufeff${table}`).subarray(0, -1), 'unreadable_data', /cut off/],
    ['unmarked UTF-16 of odd length', utf16(table).subarray(0, -1), 'unreadable_data', /cut off/],
    [
      'what is only marked as UTF-8',
      Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0x2c, 0x31]),
      'unreadable_data',
      /marked as UTF-8/,
    ],
  ];
  for (const [name, content, code, detail] of broken) {
    it(`refuses ${name}`, async () => {
      const problem = await problemOf(detectFormat(content));
      expect(problem).to.include({ code, status: 422 });
      expect(problem.detail).to.match(detail);
    });
  }
});
