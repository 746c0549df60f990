import { crc32, deflateSync } from 'node:zlib';
import type { TelegramServer } from './telegram-server.js';

export interface PlainAnswer {
  status: number;
  ok: boolean;
  // The shape is what the tests are about.
  result: unknown;
  description: string | undefined;
  retryAfter: number | undefined;
}

/** Calls a method as a bot without any library does: JSON over fetch, or a form when there are files in it. */
export async function call(
  { url, token }: Pick<TelegramServer, 'url' | 'token'>,
  method: string,
  parameters: Record<string, unknown> | FormData | URLSearchParams = {},
): Promise<PlainAnswer> {
  const isForm = parameters instanceof FormData || parameters instanceof URLSearchParams;
  const body = isForm ? parameters : JSON.stringify(parameters);
  const headers = isForm ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/bot${token}/${method}`, { method: 'POST', body, headers });
  const said = JSON.parse(await answer.text());
  const { ok, result, description, parameters: more } = said;
  return { status: answer.status, ok, result, description, retryAfter: more?.retry_after };
}

/** A form with files, as for sendPhoto. */
export function form(fields: Record<string, string | number>, files: Record<string, [Buffer, string]> = {}): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, String(value));
  for (const [name, [bytes, fileName]] of Object.entries(files)) data.set(name, new Blob([bytes]), fileName);
  return data;
}

/** A grey picture. */
export function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.writeUInt8(8, 8);
  const pixels = deflateSync(Buffer.alloc((width + 1) * height, 0x80));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** As much of a JPEG as names its size. */
export function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.from('ffd8ffe000040000ffc0000b080000000001011100ffd9', 'hex');
  frame.writeUInt16BE(height, 13);
  frame.writeUInt16BE(width, 15);
  return frame;
}
