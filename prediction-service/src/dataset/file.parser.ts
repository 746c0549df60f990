import { isUtf8 } from 'node:buffer';
import { Problem } from '@coincast/shared/http';
import { parseCsv } from './csv.parser.js';
import type { Dataset } from './dataset.js';
import { parseRecords } from './json.parser.js';

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The dataset of an uploaded file. What it holds decides how it is read, not its name: `[` or `{` first is JSON, other
 * text is a table.
 * @throws Problem `unsupported_media_type` for anything but UTF-8 text, `invalid_request` for text that is no table.
 */
export async function parseFile(bytes: Buffer, maxRows: number): Promise<Dataset> {
  const content = bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes;
  if (!isUtf8(content) || content.includes(0)) {
    throw new Problem('unsupported_media_type', 'The file is neither CSV nor JSON in UTF-8. Save it as one of these.');
  }
  const first = firstVisible(content);
  if (first === undefined) throw new Problem('invalid_request', 'The file is empty. Send one with data.');
  return first === '[' || first === '{' ? parseRecords(readJson(content), maxRows) : parseCsv(content, maxRows);
}

function firstVisible(content: Buffer): string | undefined {
  const at = content.findIndex((byte) => byte > 0x20);
  return at < 0 ? undefined : String.fromCharCode(content[at] ?? 0);
}

function readJson(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    throw new Problem('invalid_request', 'The file begins like JSON but cannot be read as JSON. Check where it ends.');
  }
}
