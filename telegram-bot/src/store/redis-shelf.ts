import { Redis } from 'ioredis';
import type { KeepOptions, Shelf } from './store.js';

const namespace = 'telegram-bot:';
const scanCount = 500;

/** Bytes in a Redis, for several processes of the bot. */
export class RedisShelf implements Shelf {
  private readonly redis: Redis;

  constructor(url: string, onError: (error: Error) => void) {
    this.redis = new Redis(url, { connectTimeout: 2_000, commandTimeout: 5_000, maxRetriesPerRequest: 1 });
    this.redis.on('error', onError);
  }

  async get(key: string): Promise<Buffer | undefined> {
    return (await this.redis.getBuffer(namespace + key)) ?? undefined;
  }

  async set(key: string, bytes: Buffer, { ttlMs }: KeepOptions): Promise<void> {
    if (ttlMs === undefined) await this.redis.set(namespace + key, bytes);
    else await this.redis.set(namespace + key, bytes, 'PX', wholeMs(ttlMs));
  }

  async delete(key: string): Promise<void> {
    await this.redis.unlink(namespace + key);
  }

  async keys(prefix: string): Promise<string[]> {
    const pattern = `${escapePattern(namespace + prefix)}*`;
    // A scan may show a key twice.
    const found = new Set<string>();
    let cursor = '0';
    do {
      const [next, keys] = await this.redis.scan(cursor, 'MATCH', pattern, 'COUNT', scanCount);
      for (const key of keys) found.add(key.slice(namespace.length));
      cursor = next;
    } while (cursor !== '0');
    return [...found];
  }

  async close(): Promise<void> {
    this.redis.disconnect();
  }
}

const wholeMs = (ms: number) => Math.max(1, Math.ceil(ms));
const escapePattern = (text: string) => text.replace(/[\\*?[\]^-]/g, '\\$&');
