import { Problem } from '@coincast/shared/http/errors';
import type { DatasetBuilder } from '../dataset.js';
import type { DatasetLimits } from '../dataset-limits.js';
import { type EncodedText, mentionsCyrillic, toUtf8, warnOfEncoding } from '../text/encoded-text.js';
import { addJsonRows } from './json-rows.js';
import { parseScanned } from './parse-json.js';
import { scanJson } from './scan-json.js';

/**
 * Reads JSON in any of its shapes, or one JSON value a line.
 * @throws Problem `unreadable_data` that says where it is not JSON, `invalid_request` for JSON that is no table, and one
 * for each limit.
 */
export async function readJson(
  text: EncodedText,
  builder: DatasetBuilder,
  limits: DatasetLimits,
): Promise<{ format: 'json' | 'ndjson' }> {
  const content = toUtf8(text);
  warnOfEncoding(text, builder);
  if (mentionsCyrillic(content)) builder.preferDayFirst();
  const { severalValues, cuts } = scanJson(content, limits);
  if (severalValues) {
    addLines(content, builder, limits);
    return { format: 'ndjson' };
  }
  // Piece by piece, a large array never stands in memory as a whole.
  let from = 0;
  for (const cut of cuts) {
    addJsonRows(parseScanned(content, { from, to: cut }), builder);
    from = cut + 1;
  }
  addJsonRows(parseScanned(content, { from, to: content.length }), builder);
  return { format: 'json' };
}

/** One value a line; blank lines are no rows. */
function addLines(content: Buffer, builder: DatasetBuilder, limits: DatasetLimits): void {
  let start = 0;
  for (let number = 1; start < content.length; number++) {
    const found = content.indexOf(0x0a, start);
    const end = found < 0 ? content.length : found;
    const line = content.subarray(start, end);
    if (line.some((byte) => byte > 0x20)) builder.add(parseLine(line, number, limits));
    start = end + 1;
  }
}

function parseLine(line: Buffer, number: number, limits: DatasetLimits): unknown {
  try {
    if (scanJson(line, limits).severalValues) throw new Problem('unreadable_data', 'The line holds several values.');
    return parseScanned(line);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(error.code, inLine(error.detail, number));
  }
}

/** The places within a line are told as those of the file. */
const inLine = (detail: string, number: number) =>
  /\bline 1\b/.test(detail) ? detail.replace(/\bline 1\b/, `line ${number}`) : `Line ${number}: ${detail}`;
