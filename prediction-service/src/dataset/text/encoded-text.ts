import { isUtf8 } from 'node:buffer';
import { Problem } from '@coincast/shared/http/errors';
import iconv from 'iconv-lite';
import type { DatasetBuilder } from '../dataset.js';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251';

/** A text as it came. */
export interface EncodedText {
  /** Without a byte order mark. */
  content: Buffer;
  encoding: TextEncoding;
}

/** As much as shows what a text is like. */
const sampleBytes = 64 * 1024;
const pieceBytes = 1024 * 1024;

/**
 * The text in UTF-8: the content itself where it is that already.
 * @param encoding one that iconv-lite knows.
 */
export function toUtf8({ content, encoding }: { content: Buffer; encoding: string }): Buffer {
  if (encoding === 'utf-8' || encoding === 'us-ascii') return content;
  // The decoder of UTF-16 BE loses what lies across two pieces, and that of LE does not.
  const isSwapped = encoding === 'utf-16be';
  const decoder = iconv.getDecoder(isSwapped ? 'utf-16le' : encoding);
  const pieces: Buffer[] = [];
  for (let at = 0; at < content.length; at += pieceBytes) {
    const piece = content.subarray(at, at + pieceBytes);
    pieces.push(Buffer.from(decoder.write(isSwapped ? Buffer.from(piece).swap16() : piece)));
  }
  pieces.push(Buffer.from(decoder.end() ?? ''));
  return Buffer.concat(pieces);
}

/** Whether the beginning of a text in UTF-8 has Cyrillic letters, plain or as JSON escapes them. */
export function mentionsCyrillic(utf8: Buffer): boolean {
  return /[\u0400-\u04ff]|\\u04[0-9a-f]{2}/i.test(utf8.toString('utf8', 0, sampleBytes));
}

/** Warns when the encoding of a text is a guess. */
export function warnOfEncoding({ content, encoding }: EncodedText, builder: DatasetBuilder): void {
  if (encoding !== 'windows-1251') return;
  const at = content.findIndex((byte) => byte > 0x7f);
  const word = /\p{L}*[^\0-\x7f]\p{L}*/u.exec(iconv.decode(content.subarray(Math.max(0, at - 20), at + 40), encoding));
  const example = word?.[0].slice(0, 40) ?? '';
  builder.warn({
    code: 'encoding_assumed',
    message: `The text is not in UTF-8 and was read as windows-1251, which makes "${example}" of a word. If that is wrong, save the file as UTF-8.`,
    example,
  });
}

/**
 * A text with its encoding, by byte order mark or by what the bytes show: UTF-16, UTF-8, and windows-1251 for the rest.
 * @returns undefined for what is no text.
 * @throws Problem `unreadable_data` for a text that was cut off inside a character, or is not what its mark claims;
 * `unsupported_media_type` for UTF-32.
 */
export function encodedText(bytes: Buffer): EncodedText | undefined {
  const marked = markedText(bytes);
  const text = marked ?? unmarkedUtf16(bytes) ?? { content: bytes, encoding: isUtf8(bytes) ? 'utf-8' : 'windows-1251' };
  if (text.encoding.startsWith('utf-16') && text.content.length % 2 === 1) throw cutOff('UTF-16');
  if (hasZeroSign(text) || !isPlainText(text)) return undefined;
  if (text.encoding === 'windows-1251' && endsInsideCharacter(bytes)) throw cutOff('UTF-8');
  return text;
}

function markedText(bytes: Buffer): EncodedText | undefined {
  const mark = bytes.toString('hex', 0, 4);
  if (mark === 'fffe0000' || mark === '0000feff') {
    throw new Problem('unsupported_media_type', 'This is a text in UTF-32. Save it as UTF-8 and send it again.');
  }
  if (mark.startsWith('fffe')) return { content: bytes.subarray(2), encoding: 'utf-16le' };
  if (mark.startsWith('feff')) return { content: bytes.subarray(2), encoding: 'utf-16be' };
  if (!mark.startsWith('efbbbf')) return undefined;
  const content = bytes.subarray(3);
  if (isUtf8(content)) return { content, encoding: 'utf-8' };
  if (endsInsideCharacter(content)) throw cutOff('UTF-8');
  throw new Problem(
    'unreadable_data',
    'The file is marked as UTF-8 but has bytes that are not. Save it as UTF-8 again, and send it.',
  );
}

/** Text in UTF-16 is mostly signs whose high byte is zero: digits, separators, line ends. */
function unmarkedUtf16(bytes: Buffer): EncodedText | undefined {
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = sample.length / 6;
  if (odd > many && even * 20 < odd) return { content: bytes, encoding: 'utf-16le' };
  if (even > many && odd * 20 < even) return { content: bytes, encoding: 'utf-16be' };
  return undefined;
}

/** Whether the beginning has (nearly) no control characters, which binary data are full of. */
function isPlainText({ content, encoding }: EncodedText): boolean {
  const sample = toUtf8({ content: content.subarray(0, sampleBytes), encoding });
  let controls = 0;
  for (const byte of sample) if (byte < 0x09 || (byte > 0x0d && byte < 0x20) || byte === 0x7f) controls++;
  return controls <= 1 + sample.length / 500;
}

function hasZeroSign({ content, encoding }: EncodedText): boolean {
  const zero = Buffer.alloc(encoding === 'utf-8' ? 1 : 2);
  let at = content.indexOf(zero);
  while (at % zero.length === 1) at = content.indexOf(zero, at + 1);
  return at >= 0;
}

/** Whether nothing but the last character is not UTF-8, for it is incomplete. */
function endsInsideCharacter(bytes: Buffer): boolean {
  for (let missing = 1; missing <= 3 && missing < bytes.length; missing++) {
    const lead = bytes[bytes.length - missing] ?? 0;
    if (lead < 0x80) return false;
    if (lead < 0xc0) continue;
    const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return length > missing && isUtf8(bytes.subarray(0, bytes.length - missing));
  }
  return false;
}

const cutOff = (encoding: string) =>
  new Problem(
    'unreadable_data',
    `The text ends in the middle of a character (${encoding}): it was cut off. Send the whole file.`,
  );
