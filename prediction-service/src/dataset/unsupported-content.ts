import { Problem } from '@coincast/shared/http/errors';
import type { FileTypeResult } from 'file-type';

const wanted = 'Send CSV, JSON, XLSX or Parquet.';
const asTable = 'Save the table as .xlsx or CSV and send that.';
const unpack = 'Unpack it and send the file inside.';

/** What people take for a table, by the extension that `file-type` gives it. */
const known: Record<string, string> = {
  zip: `This is a zip archive. ${unpack}`,
  gz: `This is a gzip archive. ${unpack}`,
  bz2: `This is a bzip2 archive. ${unpack}`,
  xz: `This is an xz archive. ${unpack}`,
  zst: `This is a Zstandard archive. ${unpack}`,
  lz4: `This is an LZ4 archive. ${unpack}`,
  '7z': `This is a 7-Zip archive. ${unpack}`,
  rar: `This is a RAR archive. ${unpack}`,
  tar: `This is a tar archive. ${unpack}`,
  ods: 'This is an OpenDocument spreadsheet (.ods). Save it as .xlsx or CSV and send that.',
  ots: 'This is an OpenDocument spreadsheet template (.ots). Save it as .xlsx or CSV and send that.',
  odt: `This is an OpenDocument text (.odt). ${asTable}`,
  docx: `This is a Word document (.docx). ${asTable}`,
  pptx: `This is a PowerPoint presentation (.pptx). ${asTable}`,
  pdf: `This is a PDF document. ${asTable}`,
  rtf: `This is a rich text document (.rtf). ${asTable}`,
  sqlite: 'This is an SQLite database. Export the table as CSV and send that.',
  arrow: 'This is an Arrow (Feather) file. Save the table as Parquet or CSV and send that.',
  avro: 'This is an Avro file. Save the table as Parquet or CSV and send that.',
};

/** Old Office files keep their parts under names in UTF-16; the first that is found tells what the file is. */
const officeParts = [
  ['EncryptedPackage', 'This workbook or document is protected by a password. Save it without one and send it again.'],
  ['Workbook', 'This is an old Excel workbook (.xls). Save it as .xlsx or CSV and send that.'],
  ['Book', 'This is an old Excel workbook (.xls). Save it as .xlsx or CSV and send that.'],
  ['WordDocument', `This is an old Word document (.doc). ${asTable}`],
] as const;

/** What `file-type` makes of content that is no text. */
export async function fileTypeOf(content: Buffer): Promise<FileTypeResult | undefined> {
  // Costs 80 ms to load, so only unusual files pay for it.
  const { fileTypeFromBuffer } = await import('file-type');
  return fileTypeFromBuffer(content).catch(() => undefined);
}

/** The refusal of content that is no dataset: names what it is, and says what to do. */
export function unsupportedContent(content: Buffer, type: FileTypeResult | undefined): Problem {
  return new Problem('unsupported_media_type', describe(content, type));
}

function describe(content: Buffer, type: FileTypeResult | undefined): string {
  if (!type) return `This is a binary file of a kind that is not known here. ${wanted}`;
  const { ext, mime } = type;
  if (ext === 'cfb') return describeOldOffice(content);
  if (mime.startsWith('image/')) return `This is an image (${ext.toUpperCase()}). ${wanted}`;
  if (mime.startsWith('audio/')) return `This is a sound file (${ext.toUpperCase()}). ${wanted}`;
  if (mime.startsWith('video/')) return `This is a video (${ext.toUpperCase()}). ${wanted}`;
  return known[ext] ?? `This is a file of type ${mime} (.${ext}). ${wanted}`;
}

function describeOldOffice(content: Buffer): string {
  const part = officeParts.find(([name]) => content.includes(Buffer.from(`${name}\0`, 'utf16le')));
  return part?.[1] ?? `This is an old Office document. ${asTable}`;
}
