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

/**
 * The value of a JSON text that has been looked through.
 * @throws Problem `unreadable_data`
 */
export function parseScanned(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch (error) {
    throw new Problem('unreadable_data', faultOf(content, error instanceof Error ? error.message : ''));
  }
}

function utf8Body(bytes: Buffer): Buffer {
  const content = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  if (isUtf8(content)) return content;
  throw new Problem('unreadable_data', 'The JSON is not in UTF-8. Encode it so and send it again.');
}

/** What V8 says, with the place as a line where it tells one. */
function faultOf(content: Buffer, message: string): string {
  const position = Number(/ at position (\d+)/.exec(message)?.[1] ?? Number.NaN);
  const text = content.toString('utf8');
  if (/end of JSON input|^Unterminated string/.test(message) || position >= text.trimEnd().length) {
    return `The JSON ends too early, at ${placeAt(content, content.length)}: it was cut off. Send the whole of it.`;
  }
  const [what = ''] = message.split(/ in JSON at position|, "|, \.\.\."/);
  if (Number.isNaN(position)) return `The JSON cannot be read: ${what}.`;
  return `The JSON cannot be read: ${what} at ${placeAt(content, Buffer.byteLength(text.slice(0, position)))}.`;
}
