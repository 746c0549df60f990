import { type FileHandle, open, rm } from 'node:fs/promises';
import { ProcessDirectory } from '@coincast/shared/files';
import { Problem } from '@coincast/shared/http';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type PredictionConfig, predictionConfig } from '../config.js';

/**
 * Where uploads wait on disk while they arrive and are read: a directory of this process in UPLOAD_DIR, whose files have
 * random names. What a process that died has left there is removed at the next start.
 */
@Injectable()
export class Spool implements OnModuleInit, OnApplicationShutdown {
  private opened: ProcessDirectory | undefined;
  private bytes = 0;

  constructor(@Inject(predictionConfig) private readonly config: PredictionConfig) {}

  async onModuleInit(): Promise<void> {
    this.opened = await ProcessDirectory.open(this.config.UPLOAD_DIR);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.opened?.close();
  }

  /** A path for a new file, which whoever makes the file removes. */
  newPath(): string {
    if (!this.opened) throw new Error('The spool is not open');
    return this.opened.newPath();
  }

  async create(): Promise<SpoolFile> {
    const path = this.newPath();
    return new SpoolFile(path, await open(path, 'wx', 0o600), (bytes) => this.account(bytes));
  }

  private account(bytes: number): void {
    if (bytes > 0 && this.bytes + bytes > this.config.MAX_SPOOL_BYTES) {
      throw new Problem('unavailable', 'Too many uploads arrive at once. Try again in a moment.', {
        retryAfterSeconds: 5,
      });
    }
    this.bytes += bytes;
  }
}

/** One file in the spool: written once, read by others, then removed. */
export class SpoolFile {
  private bytes = 0;

  constructor(
    readonly path: string,
    private readonly handle: FileHandle,
    private readonly account: (bytes: number) => void,
  ) {}

  /** @throws Problem `unavailable` when the spool is full. */
  async append(pieces: readonly Buffer[]): Promise<void> {
    const bytes = pieces.reduce((total, { byteLength }) => total + byteLength, 0);
    this.account(bytes);
    this.bytes += bytes;
    for (let left = pieces; left.length > 0; ) {
      const { bytesWritten } = await this.handle.writev(left);
      left = rest(left, bytesWritten);
    }
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  /** Also when it is still open. */
  async remove(): Promise<void> {
    this.account(-this.bytes);
    this.bytes = 0;
    await this.handle.close().catch(() => {});
    await rm(this.path, { force: true });
  }
}

/** What is left to write after so many bytes. */
function rest(pieces: readonly Buffer[], bytesWritten: number): Buffer[] {
  const left: Buffer[] = [];
  let skip = bytesWritten;
  for (const piece of pieces) {
    if (skip < piece.byteLength) left.push(skip > 0 ? piece.subarray(skip) : piece);
    skip = Math.max(0, skip - piece.byteLength);
  }
  return left;
}
