import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { Arrivals } from '../../src/drafts/arrivals.js';
import { draftsToDrop } from '../../src/drafts/draft-limits.rules.js';
import type { ShelfEntry } from '../../src/drafts/draft-shelf.js';

describe('leftovers of drafts', () => {
  it('of processes that died are removed, those of others stay', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'coincast-drafts-'));
    const running = await Arrivals.open(parent);
    for (const name of [
      `${process.pid}-0123456789abcdef`,
      '999999999-0123456789abcdef',
      '1-0123456789abcdef',
      'notes',
    ]) {
      await mkdir(join(parent, name));
    }
    const opened = await Arrivals.open(parent);
    const left = readdirSync(parent).map((name) => join(parent, name));
    expect(left).to.have.members([
      running.directory,
      opened.directory,
      join(parent, 'notes'),
      join(parent, '1-0123456789abcdef'),
    ]);
    await running.close();
    await opened.close();
    rmSync(parent, { recursive: true });
  });
});

describe('which drafts have to go', () => {
  const entry = fc.record({
    id: fc.uuid(),
    ownerId: fc.integer({ min: 1, max: 3 }),
    bytes: fc.integer({ min: 0, max: 50 }),
    createdMs: fc.integer({ min: 0, max: 200 }),
  });

  it('what stays is within every limit, and the newest that fits is never among those that go', () => {
    const given = { ttlMs: 100, perUser: 2, totalBytes: 100 };
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 12 }), (entries: ShelfEntry[]) => {
        const dropped = new Set(draftsToDrop(entries, given, 200));
        const kept = entries.filter(({ id }) => !dropped.has(id));
        expect(kept.reduce((sum, { bytes }) => sum + bytes, 0)).to.be.at.most(100);
        for (const owner of [1, 2, 3])
          expect(kept.filter(({ ownerId }) => ownerId === owner)).to.have.length.at.most(2);
        for (const { createdMs } of kept) expect(200 - createdMs).to.be.below(100);
        const newest = entries.toSorted((a, b) => b.createdMs - a.createdMs)[0];
        if (newest && newest.createdMs > 100) expect(dropped.has(newest.id)).to.equal(false);
      }),
    );
  });
});
