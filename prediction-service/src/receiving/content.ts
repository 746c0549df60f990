import { createHash, type Hash } from 'node:crypto';
import { Writable } from 'node:stream';
import { Problem } from '@coincast/shared/http';
import type { Spool, SpoolFile } from './spool.js';

/** Content up to this size stays in memory. */
export const inMemoryBytes = 64 * 1024;

/** What a request brought; who receives it discards it. */
export interface Content {
  /** The bytes themselves when there are few, else the file that holds them. */
  readonly at: { bytes: Buffer } | { path: string };
  /** SHA-256 of all of it; of a file only when it was asked for. */
  sha256(): Buffer;
  /** Removes the file; safe to repeat. */
  discard(): Promise<void>;
}

export interface SinkOptions {
  maxBytes: number;
  /** The error for content above this. */
  tooLarge: () => Problem;
  /** Whether SHA-256 will be asked for. */
  hashed: boolean;
  /** Called when the content turns out to be more than fits into memory. */
  onLarge?: () => void;
}

export function contentInMemory(bytes: Buffer): Content {
  return { at: { bytes }, sha256: () => createHash('sha256').update(bytes).digest(), discard: async () => {} };
}

/** Takes content from a stream: little of it into memory, more into the spool. A sink that fails leaves nothing behind. */
export class ContentSink extends Writable {
  private size = 0;
  private pieces: Buffer[] = [];
  private file: Promise<SpoolFile> | undefined;
  private readonly hash: Hash | undefined;
  private received: Content | undefined;

  constructor(
    private readonly spool: Spool,
    private readonly options: SinkOptions,
  ) {
    super({ highWaterMark: 256 * 1024, decodeStrings: true });
    this.hash = options.hashed ? createHash('sha256') : undefined;
  }

  /** What was received, once the sink has finished. */
  get content(): Content {
    if (!this.received) throw new Error('The content has not arrived yet');
    return this.received;
  }

  override _writev(chunks: { chunk: Buffer }[], callback: (error?: Error | null) => void): void {
    this.take(chunks.map(({ chunk }) => chunk)).then(() => callback(), callback);
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.finish().then(() => callback(), callback);
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    const abandoned = this.received ? undefined : this.file;
    const removed = abandoned ? abandoned.then((file) => file.remove()) : Promise.resolve();
    removed.then(
      () => callback(error),
      (failure) => callback(error ?? failure),
    );
  }

  private async take(pieces: Buffer[]): Promise<void> {
    for (const piece of pieces) {
      this.size += piece.byteLength;
      this.hash?.update(piece);
    }
    if (this.size > this.options.maxBytes) throw this.options.tooLarge();
    if (!this.file && this.size <= inMemoryBytes) {
      this.pieces.push(...pieces);
      return;
    }
    if (!this.file) {
      this.options.onLarge?.();
      this.file = this.spool.create();
    }
    const held = this.pieces;
    this.pieces = [];
    try {
      await (await this.file).append([...held, ...pieces]);
    } catch (error) {
      throw error instanceof Problem ? error : cannotStore(error);
    }
  }

  private async finish(): Promise<void> {
    const file = await this.file;
    if (!file) {
      this.received = contentInMemory(Buffer.concat(this.pieces));
      return;
    }
    await file.close();
    const { hash } = this;
    let digest: Buffer | undefined;
    this.received = {
      at: { path: file.path },
      sha256: () => {
        digest ??= hash?.digest();
        if (!digest) throw new Error('The content was received without its hash');
        return digest;
      },
      discard: () => file.remove(),
    };
  }
}

function cannotStore(cause: unknown): Problem {
  const problem = new Problem('unavailable', 'There is no room for uploads at the moment. Try again later.', {
    retryAfterSeconds: 30,
  });
  problem.cause = cause;
  return problem;
}
