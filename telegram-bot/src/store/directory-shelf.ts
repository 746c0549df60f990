import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { KeyLocks } from './key-locks.js';
import type { KeepOptions, Shelf } from './store.js';

/** Milliseconds since 1970 when the value ends, 0: never; the value follows. */
const headBytes = 8;
const ending = '.kept';
const unfinished = '.new';

/**
 * Bytes in a directory of one process, one file a key, whole or not at all whenever the process or the machine stops.
 * A file's name is the key in hexadecimal: no key leads out of the directory, and none meets another where case is folded.
 */
export class DirectoryShelf implements Shelf {
  private readonly locks = new KeyLocks();

  private constructor(
    private readonly directory: string,
    private readonly now: () => number,
  ) {}

  /** Makes the directory when it is missing, and removes what an earlier process has left unfinished and what is over. */
  static async open(directory: string, now: () => number = Date.now): Promise<DirectoryShelf> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const shelf = new DirectoryShelf(directory, now);
    for (const name of await readdir(directory)) {
      if (name.endsWith(unfinished)) await rm(join(directory, name), { force: true });
    }
    await shelf.sweep();
    return shelf;
  }

  async get(key: string): Promise<Buffer | undefined> {
    const bytes = await unlessMissing(readFile(this.pathOf(key)));
    return bytes && !this.isOver(bytes) ? bytes.subarray(headBytes) : undefined;
  }

  set(key: string, bytes: Buffer, options: KeepOptions): Promise<void> {
    return this.locks.with(key, () => this.write(key, bytes, options));
  }

  delete(key: string): Promise<void> {
    return this.locks.with(key, () => rm(this.pathOf(key), { force: true }));
  }

  async keys(prefix: string): Promise<string[]> {
    const found: string[] = [];
    const start = hexOf(prefix);
    for (const name of await readdir(this.directory)) {
      if (!name.endsWith(ending) || !name.startsWith(start)) continue;
      const key = Buffer.from(name.slice(0, -ending.length), 'hex').toString();
      if (!(await this.hasEnded(key))) found.push(key);
    }
    return found;
  }

  /** Removes what is over. */
  async sweep(): Promise<void> {
    for (const name of await readdir(this.directory)) {
      if (!name.endsWith(ending)) continue;
      const key = Buffer.from(name.slice(0, -ending.length), 'hex').toString();
      await this.locks.with(key, async () => {
        if (await this.hasEnded(key)) await rm(this.pathOf(key), { force: true });
      });
    }
  }

  close(): Promise<void> {
    return this.locks.idle();
  }

  private async write(key: string, bytes: Buffer, { ttlMs }: KeepOptions): Promise<void> {
    const head = Buffer.alloc(headBytes);
    head.writeBigUInt64BE(ttlMs === undefined ? 0n : BigInt(Math.ceil(this.now() + ttlMs)));
    const fresh = join(this.directory, `${randomBytes(12).toString('hex')}${unfinished}`);
    try {
      await writeToDisk(fresh, Buffer.concat([head, bytes]));
      await rename(fresh, this.pathOf(key));
    } catch (error) {
      await rm(fresh, { force: true });
      throw error;
    }
  }

  private async hasEnded(key: string): Promise<boolean> {
    const file = await unlessMissing(open(this.pathOf(key)));
    if (!file) return true;
    try {
      const head = Buffer.alloc(headBytes);
      const { bytesRead } = await file.read(head, 0, headBytes, 0);
      return this.isOver(head.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  }

  private isOver(bytes: Buffer): boolean {
    if (bytes.length < headBytes) return true;
    const endsMs = bytes.readBigUInt64BE();
    return endsMs !== 0n && endsMs <= BigInt(Math.floor(this.now()));
  }

  private pathOf(key: string): string {
    return join(this.directory, hexOf(key) + ending);
  }
}

const hexOf = (text: string) => Buffer.from(text).toString('hex');

async function writeToDisk(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    // Before the new name: else a power cut may leave the name without its content.
    await file.sync();
  } finally {
    await file.close();
  }
}

async function unlessMissing<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
