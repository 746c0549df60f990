import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** Text up to this length is sent at once; longer answers are made while the client reads them. */
const atOnceChars = 64 * 1024;

/** Answers with text that is made in pieces. A client that goes away ends the making, and is no error. */
export async function sendPieces(
  response: Response,
  contentType: string,
  pieces: AsyncGenerator<string>,
): Promise<void> {
  response.setHeader('Content-Type', contentType);
  let head = '';
  for (;;) {
    const { value, done } = await pieces.next();
    if (done) {
      response.send(head);
      return;
    }
    head += value;
    if (head.length > atOnceChars) break;
  }
  try {
    await pipeline(Readable.from(continued(head, pieces)), response);
  } catch (error) {
    if (!response.destroyed) throw error;
  }
}

async function* continued(head: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}
