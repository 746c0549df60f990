import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** A file up to this size is sent at once; larger ones are made while the client reads them. */
const atOnceBytes = 64 * 1024;

/** Text that is made in pieces, as a stream. */
export const textStream = (pieces: AsyncGenerator<string>): Readable =>
  Readable.from(pieces, { objectMode: true, highWaterMark: 1 });

/**
 * Answers with a file that is made while it is sent. What fails before the first 64 KB are made is thrown, and can still
 * be answered; a later failure breaks the download off, and is thrown too. A client that goes away ends the making, and
 * is no error.
 */
export async function sendFile(response: Response, content: Readable): Promise<void> {
  const pieces: AsyncIterator<string | Buffer> = content.iterator();
  const head: Buffer[] = [];
  let size = 0;
  while (size <= atOnceBytes) {
    const { value, done } = await pieces.next();
    if (done) {
      response.send(Buffer.concat(head));
      return;
    }
    const piece = typeof value === 'string' ? Buffer.from(value) : value;
    head.push(piece);
    size += piece.length;
  }
  try {
    await pipeline(Readable.from(continued(head, content, pieces)), response);
  } catch (error) {
    if (content.errored) throw content.errored;
    if (!response.destroyed) throw error;
  }
}

async function* continued(
  head: Buffer[],
  content: Readable,
  rest: AsyncIterator<string | Buffer>,
): AsyncGenerator<string | Buffer> {
  try {
    yield* head;
    for (;;) {
      const { value, done } = await rest.next();
      if (done) return;
      yield value;
    }
  } finally {
    content.destroy();
  }
}
