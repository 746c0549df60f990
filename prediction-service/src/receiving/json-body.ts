import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Problem } from '@coincast/shared/http';
import type { Request } from 'express';
import { type Content, ContentSink, contentInMemory, inMemoryBytes, type SinkOptions } from './content.js';
import type { Spool } from './spool.js';

/**
 * Receives the body of a request, unpacked.
 * @throws Problem `malformed_body` when it is cut off, `unsupported_media_type` for an unknown Content-Encoding, and the
 * sink's own; the rest of the request has been read off by then, so that the answer reaches its sender.
 */
export async function receiveBody(request: Request, spool: Spool, options: SinkOptions): Promise<Content> {
  try {
    const decoder = decoderOf(request);
    if (!decoder && Number(request.headers['content-length'] ?? Number.NaN) <= inMemoryBytes) {
      return contentInMemory(await readSmall(request));
    }
    const sink = new ContentSink(spool, options);
    await pour(request, decoder, sink);
    return sink.content;
  } catch (error) {
    await readOff(request);
    throw error;
  }
}

const cutOff = () => new Problem('malformed_body', 'The body was cut off. Send it again whole.');

/** A body whose announced length fits into memory; HTTP itself sees to it that it is no longer. */
function readSmall(request: Request): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.once('end', () => resolve(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)));
    request.once('error', () => reject(cutOff()));
    request.once('close', () => !request.readableEnded && reject(cutOff()));
  });
}

function pour(request: Request, decoder: ReturnType<typeof decoderOf>, sink: ContentSink): Promise<void> {
  return new Promise((resolve, reject) => {
    const source: Readable = decoder ? request.pipe(decoder) : request;
    const fail = (error: unknown) => {
      request.unpipe();
      source.unpipe();
      decoder?.destroy();
      sink.once('close', () => reject(error));
      sink.destroy();
    };
    request.once('error', () => fail(cutOff()));
    request.once('close', () => !request.readableEnded && fail(cutOff()));
    decoder?.once('error', () => fail(new Problem('malformed_body', 'The body is not what Content-Encoding says.')));
    sink.once('error', fail);
    sink.once('finish', resolve);
    source.pipe(sink);
  });
}

function decoderOf({ headers }: Request) {
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  switch (encoding) {
    case 'identity':
      return undefined;
    case 'gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new Problem(
        'unsupported_media_type',
        'Content-Encoding can be gzip, deflate, br or identity. Send the body as it is.',
      );
  }
}

async function readOff(request: Request): Promise<void> {
  if (request.readableEnded || request.destroyed) return;
  await new Promise<void>((resolve) => {
    request.once('end', resolve);
    request.once('close', resolve);
    request.resume();
  });
}
