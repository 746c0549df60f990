import type { Logger } from '@coincast/shared/observability';
import type { Seal } from './seal.js';
import { type KeepOptions, type Shelf, type Store, StoreUnavailable, ValueTooLarge } from './store.js';

/** What every shelf takes, the name of a file in hexadecimal included. */
const maxKeyBytes = 120;

export interface SealedStoreOptions {
  shelf: Shelf;
  seal: Seal;
  logger: Logger;
  /** Of one value as JSON. */
  maxValueBytes?: number;
}

/** JSON on a shelf, sealed: whoever reads the shelf sees keys and sizes alone. */
export class SealedStore implements Store {
  private readonly shelf: Shelf;
  private readonly seal: Seal;
  private readonly logger: Logger;
  private readonly maxValueBytes: number;

  constructor({ shelf, seal, logger, maxValueBytes = 1024 * 1024 }: SealedStoreOptions) {
    this.shelf = shelf;
    this.seal = seal;
    this.logger = logger;
    this.maxValueBytes = maxValueBytes;
  }

  async get(key: string): Promise<unknown> {
    const sealed = await this.ask(() => this.shelf.get(key));
    return sealed && this.unsealed(key, sealed)?.value;
  }

  async set(key: string, value: unknown, options: KeepOptions = {}): Promise<void> {
    const sealed = this.sealed(key, value);
    await this.ask(() => this.shelf.set(key, sealed, options));
  }

  async delete(key: string): Promise<void> {
    await this.ask(() => this.shelf.delete(key));
  }

  keys(prefix: string): Promise<string[]> {
    return this.ask(() => this.shelf.keys(prefix));
  }

  close(): Promise<void> {
    return this.shelf.close();
  }

  private sealed(key: string, value: unknown): Buffer {
    if (key === '' || Buffer.byteLength(key) > maxKeyBytes) throw new RangeError('no such key can be kept');
    const plain = Buffer.from(JSON.stringify(value) ?? 'null');
    if (plain.length > this.maxValueBytes) throw new ValueTooLarge(key, plain.length, this.maxValueBytes);
    return this.seal.close(key, plain);
  }

  private unsealed(key: string, bytes: Buffer): { value: unknown } | undefined {
    const plain = this.seal.open(key, bytes);
    if (!plain) {
      this.logger.warn({ key, bytes: bytes.length }, 'what was remembered cannot be opened and counts as forgotten');
      return undefined;
    }
    return { value: JSON.parse(plain.toString()) };
  }

  private async ask<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      throw new StoreUnavailable(error);
    }
  }
}
