import type { Readable } from 'node:stream';
import { TelegramFileTooLarge } from './bot-api-errors.js';
import type { Html } from './html.js';

/** Bots may send no larger ones: https://core.telegram.org/bots/api#senddocument */
const maxUploadBytes = 50 * 1024 * 1024;

export interface DocumentToSend {
  name: string;
  content: Buffer | Readable;
  caption?: Html;
}

/** @throws TelegramFileTooLarge */
export async function bytesOf(content: Buffer | Readable): Promise<Buffer> {
  if (Buffer.isBuffer(content)) {
    if (content.length > maxUploadBytes) throw new TelegramFileTooLarge(maxUploadBytes);
    return content;
  }
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of content) {
    const read = Buffer.from(piece);
    bytes += read.length;
    if (bytes > maxUploadBytes) throw new TelegramFileTooLarge(maxUploadBytes);
    pieces.push(read);
  }
  return Buffer.concat(pieces);
}
