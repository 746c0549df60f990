import { isUtf8 } from 'node:buffer';
import { Problem } from '@coincast/shared/http/errors';
import type { DatasetLimits } from '../dataset-limits.js';
import { type EncodedText, toUtf8 } from '../text/encoded-text.js';
import { placeAt } from './place.js';
import { scanJson } from './scan-json.js';

/**
 * The value of a JSON text, once it is known to keep to the limits.
 * @param text in any encoding, or UTF-8.
 * @throws Problem `nested_too_deeply`, `row_too_large`; `unreadable_data` that says where it is not JSON.
 */
export function parseJson(text: EncodedText | Buffer, limits: DatasetLimits): unknown {
  const content = Buffer.isBuffer(text) ? utf8Body(text) : toUtf8(text);
  scanJson(content, limits);
  return parseScanned(content);
}

/** The part of an array's text between two of its commas, or its ends. */
export interface JsonPiece {
  from: number;
  to: number;
}

/**
 * The value of a JSON text that has been looked through, or the array of the elements in a piece of it.
 * @throws Problem `unreadable_data`
 */
export function parseScanned(content: Buffer, piece: JsonPiece = { from: 0, to: content.length }): unknown {
  const text = content.toString('utf8', piece.from, piece.to);
  const isLast = piece.to === content.length;
  try {
    return JSON.parse(piece.from === 0 && isLast ? text : `${openingOf(piece)}${text}${isLast ? '' : ']'}`);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    throw new Problem('unreadable_data', faultOf(content, piece, text, message));
  }
}

const openingOf = ({ from }: JsonPiece) => (from === 0 ? '' : '[');

function utf8Body(bytes: Buffer): Buffer {
  const content = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  if (isUtf8(content)) return content;
  throw new Problem('unreadable_data', 'The JSON is not in UTF-8. Encode it so and send it again.');
}

/** What V8 says, with the place as a line where it tells one. */
function faultOf(content: Buffer, piece: JsonPiece, text: string, message: string): string {
  const found = / at position (\d+)/.exec(message);
  const position = found ? Number(found[1]) - openingOf(piece).length : Number.NaN;
  const isAtEnd = piece.to === content.length && position >= text.trimEnd().length;
  if (isAtEnd || /end of JSON input|^Unterminated string/.test(message)) {
    return `The JSON ends too early, at ${placeAt(content, content.length)}: it was cut off. Send the whole of it.`;
  }
  const [what = ''] = message.split(/(?: in JSON)? at position|, "|, \.\.\."/);
  if (Number.isNaN(position)) return `The JSON cannot be read: ${what}.`;
  return `The JSON cannot be read: ${what} at ${placeAt(content, piece.from + Buffer.byteLength(text.slice(0, position)))}.`;
}
