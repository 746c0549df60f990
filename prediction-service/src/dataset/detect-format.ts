import { Problem } from '@coincast/shared/http/errors';
import { namesColumns } from './csv/header.js';
import { type EncodedText, encodedText, toUtf8 } from './text/encoded-text.js';
import { fileTypeOf, unsupportedContent } from './unsupported-content.js';

export type { EncodedText, TextEncoding } from './text/encoded-text.js';

export type FoundFormat = ({ format: 'csv' | 'json' } & EncodedText) | { format: 'xlsx' | 'parquet' };

/** What shows whether a text is JSON; a byte more would cut UTF-16. */
const beginningBytes = 64 * 1024;

const workbooks = new Set<string>(['xlsx', 'xlsm', 'xltx', 'xltm']);

/** Text that is made for a browser or a program, by how it begins. */
const markup = [
  [
    /^<(!doctype\s+html|html|head|body|table|meta|div)/i,
    'This is a web page (HTML), whatever its name says. Open it in Excel and save it as .xlsx or CSV.',
  ],
  [
    /^<\?xml[\s\S]*<\?mso-application\s+progid="Excel/i,
    'This is a workbook in the XML of Excel 2003. Save it as .xlsx or CSV.',
  ],
  [/^<(\?xml|svg)/i, 'This is an XML file. Send the table as CSV, JSON, XLSX or Parquet.'],
  [/^\{\\rtf/, 'This is a rich text document (.rtf). Save the table as .xlsx or CSV and send that.'],
  [/^%PDF-/, 'This is a PDF document. Save the table as .xlsx or CSV and send that.'],
] as const;

/**
 * What a file is, by its content alone. Text that begins with `[` or `{` is JSON, unless one of its first lines is the
 * header of a table.
 * @throws Problem `unsupported_media_type` that names what was found; `invalid_request` for an empty file;
 * `unreadable_data` for a workbook that was cut off, and for text that was cut off inside a character.
 */
export async function detectFormat(content: Buffer): Promise<FoundFormat> {
  if (content.length === 0) throw emptyFile();
  const magic = content.toString('latin1', 0, 4);
  if (magic === 'PAR1') return { format: 'parquet' };
  if (magic === 'PK\x03\x04') return detectWorkbook(content);
  const text = encodedText(content);
  if (!text) throw magic === 'PARE' ? encryptedParquet() : unsupportedContent(content, await fileTypeOf(content));
  return detectText(text);
}

function detectText(text: EncodedText): FoundFormat {
  const beginning = toUtf8({ ...text, content: text.content.subarray(0, beginningBytes) });
  const visible = beginning.toString('utf8').trimStart();
  if (visible === '' && isBlank(text.content)) throw emptyFile();
  const kind = markup.find(([form]) => form.test(visible));
  if (kind) throw new Problem('unsupported_media_type', kind[1]);
  const likeJson = visible.startsWith('[') || visible.startsWith('{');
  return { format: likeJson && !namesColumns(beginning) ? 'json' : 'csv', ...text };
}

async function detectWorkbook(content: Buffer): Promise<FoundFormat> {
  const directory = zipDirectory(content);
  // Of a zip that was cut off the parts themselves still tell their names.
  const names = directory ?? content;
  if (names.includes('xl/workbook.bin')) {
    throw new Problem('unsupported_media_type', 'This is a binary Excel workbook (.xlsb). Save it as .xlsx or CSV.');
  }
  const isNamed = names.includes('xl/workbook.xml');
  // A workbook may name its parts otherwise; then only its list of content types tells what it is.
  const type = isNamed ? undefined : await fileTypeOf(content);
  if (isNamed || (type && workbooks.has(type.ext))) {
    if (!directory) throw cutOffWorkbook();
    return { format: 'xlsx' };
  }
  const isSomeZip = !type || type.ext === 'zip';
  if (!directory && isSomeZip && firstPart.test(firstName(content))) throw cutOffWorkbook();
  throw unsupportedContent(content, type);
}

/** What the first part of a workbook is called, whichever program wrote it; other Office files begin so, too. */
const firstPart = /^(\[Content_Types\]\.xml$|_rels\/|docProps\/|xl\/|customXml\/)/i;

/** Of a zip's first entry, or nothing when it is not there in full. */
function firstName(content: Buffer): string {
  if (content.length < 30) return '';
  const end = 30 + content.readUInt16LE(26);
  return end > content.length ? '' : content.toString('latin1', 30, end);
}

/** Where the names of a zip's entries stand; undefined when the record that ends each zip is not there in full. */
function zipDirectory(content: Buffer): Buffer | undefined {
  const end = content.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > content.length || end + 22 + content.readUInt16LE(end + 20) > content.length) {
    return undefined;
  }
  const size = content.readUInt32LE(end + 12);
  return content.subarray(Math.max(0, end - size), end);
}

const cutOffWorkbook = () =>
  new Problem('unreadable_data', 'The workbook was cut off: its end is missing. Send the whole file.');

const isBlank = (content: Buffer) => content.every((byte) => byte <= 0x20);

const emptyFile = () => new Problem('invalid_request', 'The file is empty. Send one with data.');

const encryptedParquet = () =>
  new Problem(
    'unsupported_media_type',
    'This is an encrypted Parquet file. Save it without encryption and send it again.',
  );
