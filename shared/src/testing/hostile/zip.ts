import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive, and what the archive says about it where that is not the truth. */
export interface ZipPart {
  name: string;
  data: Buffer | string;
  /** What the archive says the part unpacks to, in bytes. */
  claimedBytes?: number;
  /** Already deflated; then `data` is only what the checksum is of. */
  deflated?: Buffer;
}

/** An archive of parts, in plain zip without ZIP64. */
export function zip(parts: ZipPart[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claimedBytes, deflated } of parts) {
    const bytes = Buffer.from(data);
    const body = deflated ?? deflateRawSync(bytes);
    const nameBytes = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0); // version needed
    facts.writeUInt16LE(8, 4); // deflated
    facts.writeUInt16LE(0x21, 8); // 1980-01-01
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(body.length, 14);
    facts.writeUInt32LE(claimedBytes ?? bytes.length, 18);
    facts.writeUInt16LE(nameBytes.length, 22);
    const local = [Buffer.from('PK\x03\x04', 'latin1'), facts, nameBytes, body];
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, nameBytes);
    pieces.push(...local);
    offset += 4 + facts.length + nameBytes.length + body.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, directoryBytes, end]);
}

/** What deflates to a thousandth: `megabytes` of one repeated text, packed without ever being unpacked here. */
export function deflatedRepetition(text: string, megabytes: number): Buffer {
  const megabyte = Buffer.from(text.repeat(Math.ceil(2 ** 20 / text.length)));
  const block = deflateRawSync(megabyte, { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  const lastBlock = Buffer.from([3, 0]);
  return Buffer.concat([...Array.from({ length: megabytes }, () => block), lastBlock]);
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const officeDocument = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The parts of a workbook of one sheet beside the sheet itself, which comes last. */
export function workbookParts(sheet: Omit<ZipPart, 'name'>): ZipPart[] {
  const relationship = (type: string, target: string) =>
    `${declaration}<Relationships xmlns="${packageRelationships}"><Relationship Id="rId1" Type="${officeDocument}/${type}" Target="${target}"/></Relationships>`;
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return [
    {
      name: '[Content_Types].xml',
      data: `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    },
    { name: '_rels/.rels', data: relationship('officeDocument', 'xl/workbook.xml') },
    {
      name: 'xl/workbook.xml',
      data: `${declaration}<workbook xmlns="${main}" xmlns:r="${officeDocument}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', data: relationship('worksheet', 'worksheets/sheet1.xml') },
    { name: 'xl/worksheets/sheet1.xml', ...sheet },
  ];
}

/** A sheet's XML around its rows. */
export const sheetXml = (rows: string) =>
  `${declaration}<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`;

/** A cell of text, or of a number. */
export const cellXml = (reference: string, value: string | number) =>
  typeof value === 'number'
    ? `<c r="${reference}"><v>${value}</v></c>`
    : `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
