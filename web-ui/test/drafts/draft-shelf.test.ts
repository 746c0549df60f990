import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessDirectory } from '@coincast/shared/files';
import type { Quote } from '@coincast/shared/gateway-client';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { DiskShelf } from '../../src/drafts/disk-shelf.js';
import type { DraftShelf } from '../../src/drafts/draft-shelf.js';
import { Drafts } from '../../src/drafts/drafts.js';
import { RedisShelf } from '../../src/drafts/redis-shelf.js';

const hourMs = 3_600_000;
const limits = { ttlMs: hourMs, perUser: 2, totalBytes: 4_000_000 };
const quote: Quote = {
  cost: 1,
  price_per_row: 1,
  error: null,
  rows: { valid: 1, invalid: 0, duplicates: 0 },
  format: 'csv',
  encoding: null,
  columns: { time: 't', price: 'p' },
  warnings: [],
  invalid_rows: [],
  series: { timestamps: ['2026-01-01T00:00:00.000Z'], prices: [1], thinned: false },
};
const reading = { decimal: '', date_order: '' } as const;

function redisUrl(): string {
  const url = process.env['REDIS_URL'];
  if (!url) throw new Error('REDIS_URL is not set: run the tests with `make test`, which brings a Redis');
  return url;
}

const shelves: Record<string, (arrivals: ProcessDirectory) => DraftShelf> = {
  'on disk': (arrivals) => new DiskShelf(arrivals),
  'in Redis': (arrivals) => new RedisShelf(redisUrl(), arrivals, hourMs, () => undefined),
};

for (const [where, open] of Object.entries(shelves)) {
  describe(`drafts ${where}`, () => {
    let parent: string;
    let arrivals: ProcessDirectory;
    let shelf: DraftShelf;
    let drafts: Drafts;
    let nowMs = 0;
    beforeEach(async () => {
      nowMs = 1_700_000_000_000;
      parent = mkdtempSync(join(tmpdir(), 'coincast-drafts-'));
      arrivals = await ProcessDirectory.open(parent);
      shelf = open(arrivals);
      drafts = new Drafts(shelf, limits, () => nowMs);
    });
    afterEach(async () => {
      await shelf.remove((await shelf.entries()).map(({ id }) => id));
      await drafts.close();
      await arrivals.close();
      rmSync(parent, { recursive: true });
    });
    const keep = async (content: Buffer | string, ownerId = 1, name = 'a.csv') => {
      const path = arrivals.newPath();
      await writeFile(path, content);
      nowMs++;
      return drafts.keep({ ownerId, name, bytes: Buffer.byteLength(content), reading, quote }, path);
    };

    it('give back the file and what was quoted, byte for byte, and leave nothing where it arrived', async () => {
      const content = Buffer.from(Array.from({ length: 2_500_000 }, (_, i) => (i * 7 + (i >> 8)) % 256));
      const draft = await keep(content, 1, '../../<b>.csv');
      expect(draft.id).to.match(/^[0-9a-f]{32}$/);
      expect(await drafts.find(draft.id, 1)).to.deep.equal(draft);
      const found = await drafts.withFile(draft, (path) => readFile(path));
      expect(found?.equals(content)).to.equal(true);
      expect(readdirSync(arrivals.directory).filter((name) => name.startsWith('arriving'))).to.deep.equal([]);
    });

    it('keep an empty file, too', async () => {
      expect(await drafts.withFile(await keep(''), async () => 'read')).to.equal('read');
    });

    it('are nobody else’s, and nothing that is no id of ours finds one', async () => {
      const { id } = await keep('x');
      expect(await drafts.find(id, 2)).to.equal(undefined);
      for (const wrong of [
        '',
        `${id}0`,
        '../x',
        id.toUpperCase().replace(/\d/g, 'A'),
        undefined,
        [id],
        'f'.repeat(32),
      ]) {
        expect(await drafts.find(wrong, 1)).to.equal(undefined);
      }
    });

    it('remember another reading', async () => {
      const draft = await keep('x');
      await drafts.reread(draft, { decimal: ',', date_order: '' }, { ...quote, cost: 7 });
      const found = await drafts.find(draft.id, 1);
      expect([found?.reading.decimal, found?.quote.cost]).to.deep.equal([',', 7]);
    });

    it('go after an hour, file and all', async () => {
      const draft = await keep('x');
      nowMs += hourMs - 1;
      expect(await drafts.find(draft.id, 1)).to.not.equal(undefined);
      nowMs += 1;
      expect(await drafts.find(draft.id, 1)).to.equal(undefined);
      await drafts.sweep();
      expect(await drafts.withFile(draft, async () => 'read')).to.equal(undefined);
      expect(readdirSync(arrivals.directory)).to.deep.equal([]);
    });

    it('of one user are so many, the oldest goes; others keep theirs', async () => {
      const other = await keep('x', 2);
      const mine = [await keep('1'), await keep('2'), await keep('3')];
      const found = await Promise.all(mine.map(({ id }) => drafts.find(id, 1)));
      expect(found.map((draft) => draft?.id)).to.deep.equal([undefined, mine[1]?.id, mine[2]?.id]);
      expect((await drafts.find(other.id, 2))?.id).to.equal(other.id);
    });

    it('take no more room in all than they may', async () => {
      const ids = [];
      for (const ownerId of [1, 2, 3]) ids.push((await keep(Buffer.alloc(1_900_000), ownerId)).id);
      const here = (await shelf.entries()).map(({ id }) => id);
      expect(here.toSorted()).to.deep.equal(ids.slice(1).toSorted());
    });
  });
}

describe('drafts in Redis, as several cabinets have them', () => {
  it('are found by the other cabinet, and expire by themselves', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'coincast-drafts-'));
    const here = await ProcessDirectory.open(parent);
    const there = await ProcessDirectory.open(parent);
    const shelves = [here, there].map((arrivals) => new RedisShelf(redisUrl(), arrivals, hourMs, () => undefined));
    const [one, two] = shelves.map((shelf) => new Drafts(shelf, limits));
    const path = here.newPath();
    await writeFile(path, 'shared');
    const draft = await one?.keep({ ownerId: 5, name: 'a', bytes: 6, reading, quote }, path);
    expect(draft && (await two?.find(draft.id, 5))).to.deep.equal(draft);
    expect(draft && String(await two?.withFile(draft, (file) => readFile(file)))).to.equal('shared');
    const redis = new Redis(redisUrl());
    for (const key of [`web-ui:draft:${draft?.id}`, `web-ui:draft:${draft?.id}:file`]) {
      expect(await redis.pttl(key), key).to.be.within(1, hourMs);
    }
    redis.disconnect();
    await shelves[0]?.remove(draft ? [draft.id] : []);
    for (const end of [...shelves, here, there]) await end.close();
    rmSync(parent, { recursive: true });
  });
});
