import { expect } from 'chai';
import fc from 'fast-check';
import { draftsToDrop } from '../../src/drafts/draft-limits.rules.js';
import type { ShelfEntry } from '../../src/drafts/draft-shelf.js';

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
