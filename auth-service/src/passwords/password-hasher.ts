import { fileURLToPath } from 'node:url';
import { Problem } from '@coincast/shared/http';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import { nobodysHash } from './argon2-parameters.js';
import type { HashTask } from './hash.worker.js';

export interface PasswordHasherOptions {
  /** Most passwords hashed at the same time. */
  threads: number;
  /** Most passwords waiting for a thread. */
  maxWaiting: number;
  /** A thread goes after this long without work, so that an idle system stays small. */
  idleTimeoutMs?: number;
}

/** Hashes passwords with argon2id, off the event loop; the threads start when first needed. */
export class PasswordHasher implements OnApplicationShutdown {
  private readonly pool: Piscina<HashTask, string | boolean>;
  private readonly capacity: number;
  private underWay = 0;

  constructor({ threads, maxWaiting, idleTimeoutMs = 10_000 }: PasswordHasherOptions) {
    this.capacity = threads + maxWaiting;
    this.pool = new Piscina({
      filename: fileURLToPath(new URL('./hash.worker.js', import.meta.url)),
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: idleTimeoutMs,
      // Otherwise the oldest task goes to the end of the queue each time that no thread is free for it.
      stricterFIFO: true,
    });
  }

  /** Threads that are there now. */
  get threads(): number {
    return this.pool.threads.length;
  }

  /**
   * A PHC string of the password with a fresh salt.
   * @throws Problem `unavailable` when too many passwords wait already.
   */
  async hash(password: string): Promise<string> {
    return String(await this.run({ kind: 'hash', password: sameBytes(password) }));
  }

  /**
   * Whether the password fits. Without a hash (no such account) the answer is no, after the same work.
   * @throws Problem `unavailable` when too many passwords wait already.
   */
  async verify(password: string, hash: string | undefined): Promise<boolean> {
    const fits = await this.run({ kind: 'verify', password: sameBytes(password), hash: hash ?? nobodysHash });
    return fits === true && hash !== undefined;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }

  private async run(task: HashTask): Promise<string | boolean> {
    if (this.underWay >= this.capacity) {
      throw new Problem('unavailable', 'Too many people are logging in right now. Try again in 2 seconds.', {
        retryAfterSeconds: 2,
      });
    }
    this.underWay += 1;
    try {
      return await this.pool.run(task);
    } finally {
      this.underWay -= 1;
    }
  }
}

/** Keyboards differ in how they compose a letter such as й; the password is the same. */
const sameBytes = (password: string) => password.normalize('NFC');
