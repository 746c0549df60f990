import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ProcessDirectory } from '@coincast/shared/files';
import { Redis } from 'ioredis';
import Joi from 'joi';
import { DraftsUnavailable } from './draft.js';
import type { DraftShelf, ShelfEntry } from './draft-shelf.js';

const chunkBytes = 1024 * 1024;
const index = 'web-ui:drafts';
const recordKey = (id: string) => `web-ui:draft:${id}`;
const fileKey = (id: string) => `web-ui:draft:${id}:file`;

const entrySchema = Joi.object<ShelfEntry>({
  id: Joi.string().hex().required(),
  ownerId: Joi.number().integer().required(),
  bytes: Joi.number().integer().required(),
  createdMs: Joi.number().integer().required(),
});

/** Drafts in a Redis, for several cabinets. A file is a list of pieces; all of a draft expires by itself. */
export class RedisShelf implements DraftShelf {
  private readonly redis: Redis;

  constructor(
    url: string,
    private readonly arrivals: ProcessDirectory,
    private readonly ttlMs: number,
    onError: (error: Error) => void,
  ) {
    this.redis = new Redis(url, { connectTimeout: 2_000, commandTimeout: 5_000, maxRetriesPerRequest: 1 });
    this.redis.on('error', onError);
  }

  put(entry: ShelfEntry, record: string, path: string): Promise<void> {
    return this.ask(async () => {
      const key = fileKey(entry.id);
      // So that a piece is never there without an end of its own.
      for await (const piece of createReadStream(path, { highWaterMark: chunkBytes })) {
        await this.redis.multi().rpush(key, piece).pexpire(key, this.ttlMs).exec();
      }
      await this.redis
        .multi()
        .set(recordKey(entry.id), record, 'PX', this.ttlMs)
        .hset(index, entry.id, JSON.stringify(entry))
        .pexpire(index, 2 * this.ttlMs)
        .exec();
      await rm(path, { force: true });
    });
  }

  read(id: string): Promise<string | undefined> {
    return this.ask(async () => (await this.redis.get(recordKey(id))) ?? undefined);
  }

  async rewrite(id: string, record: string): Promise<void> {
    await this.ask(() => this.redis.set(recordKey(id), record, 'KEEPTTL', 'XX'));
  }

  async withFile<Result>(id: string, work: (path: string) => Promise<Result>): Promise<Result | undefined> {
    const path = this.arrivals.newPath();
    try {
      const isHere = await this.ask(async () => {
        const pieces = await this.redis.llen(fileKey(id));
        if (pieces === 0) return (await this.redis.exists(recordKey(id))) === 1;
        await pipeline(Readable.from(this.pieces(id, pieces)), createWriteStream(path, { mode: 0o600 }));
        return true;
      });
      return isHere ? await work(path) : undefined;
    } finally {
      await rm(path, { force: true });
    }
  }

  entries(): Promise<ShelfEntry[]> {
    return this.ask(async () =>
      (await this.redis.hvals(index)).map((text) => Joi.attempt(JSON.parse(text), entrySchema)),
    );
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.ask(() =>
      this.redis
        .multi()
        .unlink(...ids.flatMap((id) => [recordKey(id), fileKey(id)]))
        .hdel(index, ...ids)
        .exec(),
    );
  }

  async close(): Promise<void> {
    this.redis.disconnect();
  }

  private async *pieces(id: string, count: number): AsyncGenerator<Buffer> {
    for (let at = 0; at < count; at++) {
      const piece = await this.redis.lindexBuffer(fileKey(id), at);
      if (piece === null) throw new Error('a draft expired while it was read');
      yield piece;
    }
  }

  private async ask<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      throw new DraftsUnavailable(error);
    }
  }
}
