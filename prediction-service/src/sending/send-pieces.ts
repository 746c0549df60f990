import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

type Piece = string | Buffer;

/** Content up to this size is sent at once; more is made while the client reads it. */
const atOnceBytes = 64 * 1024;

/**
 * Answers with content that is made while it is sent. What fails before the first 64 KB are made is thrown, and can still
 * be answered; a later failure breaks the download off, and is thrown too. A client that goes away ends the making, and
 * is no error.
 */
export async function sendPieces(response: Response, pieces: AsyncIterable<Piece>): Promise<void> {
  const rest = new Rest(pieces);
  const head: Buffer[] = [];
  let size = 0;
  while (size <= atOnceBytes) {
    const { value, done } = await rest.next();
    if (done) {
      response.send(Buffer.concat(head));
      return;
    }
    const piece = typeof value === 'string' ? Buffer.from(value) : value;
    head.push(piece);
    size += piece.length;
  }
  try {
    await pipeline(Readable.from(continued(head, rest)), response);
  } catch (error) {
    if (rest.failure) throw rest.failure;
    if (!response.destroyed) throw error;
  }
}

/** Pieces that are still to come; tells their own failure from that of the client. */
class Rest {
  failure: unknown;
  private readonly pieces: AsyncIterator<Piece>;

  constructor(pieces: AsyncIterable<Piece>) {
    this.pieces = pieces[Symbol.asyncIterator]();
  }

  async next(): Promise<IteratorResult<Piece>> {
    try {
      return await this.pieces.next();
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  async end(): Promise<void> {
    await this.pieces.return?.();
  }
}

async function* continued(head: Buffer[], rest: Rest): AsyncGenerator<Piece> {
  try {
    yield* head;
    for (;;) {
      const { value, done } = await rest.next();
      if (done) return;
      yield value;
    }
  } finally {
    await rest.end();
  }
}
