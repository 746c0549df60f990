import { inflateSync } from 'node:zlib';
import { badRequest } from './api-error.js';

const PHOTO_BYTES_MAX = 10 * 1024 * 1024;
const SIDES_SUM_MAX = 10_000;
const RATIO_MAX = 20;

export interface Size {
  width: number;
  height: number;
}

/** The size of a photo. Throws 400 when it isn't really a PNG or JPEG, or is one that Telegram doesn't show. */
export function photoSize(bytes: Buffer): Size {
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  if (bytes.length > PHOTO_BYTES_MAX) {
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${PHOTO_BYTES_MAX} bytes`,
    );
  }
  const size = pngSize(bytes) ?? jpegSize(bytes);
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
  const { width, height } = size;
  if (width + height > SIDES_SUM_MAX || Math.max(width, height) > RATIO_MAX * Math.min(width, height)) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
  return size;
}

/** Walks over all chunks to the last, and unpacks the pixels: a picture that was cut off is none. */
function pngSize(bytes: Buffer): Size | undefined {
  if (bytes.subarray(0, 8).toString('latin1') !== '\x89PNG\r\n\x1a\n') return undefined;
  const data: Buffer[] = [];
  let size: Size | undefined;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR' && length >= 8) size = { width: content.readUInt32BE(0), height: content.readUInt32BE(4) };
    if (type === 'IDAT') data.push(content);
    if (type === 'IEND') return size && unpacks(Buffer.concat(data)) ? size : undefined;
    at += 12 + length;
  }
  return undefined;
}

function unpacks(data: Buffer): boolean {
  try {
    return inflateSync(data).length > 0;
  } catch {
    return false;
  }
}

/** Goes from marker to marker to the frame that names the size; the end must be there, too. */
function jpegSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8 || bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < 0) {
    return undefined;
  }
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
