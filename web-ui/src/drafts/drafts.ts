import { randomBytes } from 'node:crypto';
import type { Quote, ReadingChoice } from '@coincast/shared/gateway-client';
import { type Draft, draftSchema } from './draft.js';
import { type DraftLimits, draftsToDrop, isExpired } from './draft-limits.rules.js';
import type { DraftShelf } from './draft-shelf.js';

export type NewDraft = Pick<Draft, 'ownerId' | 'name' | 'bytes' | 'reading' | 'quote'>;

/** Files that wait for their purchase, each for its owner alone. */
export class Drafts {
  /** @param now milliseconds since 1970. */
  constructor(
    private readonly shelf: DraftShelf,
    private readonly limits: DraftLimits,
    private readonly now: () => number = Date.now,
  ) {}

  /** Keeps the file at `path`, which is gone from there afterwards; older drafts go where there are too many. */
  async keep(given: NewDraft, path: string): Promise<Draft> {
    const draft = { id: randomBytes(16).toString('hex'), createdMs: this.now(), ...given };
    const record = JSON.stringify(draft);
    const { id, ownerId, createdMs } = draft;
    await this.shelf.put({ id, ownerId, createdMs, bytes: given.bytes + Buffer.byteLength(record) }, record, path);
    await this.sweep();
    return draft;
  }

  /** Undefined for what is no id, not here any more, or somebody else's: none of these can be told from another. */
  async find(id: unknown, ownerId: number): Promise<Draft | undefined> {
    if (typeof id !== 'string' || !/^[0-9a-f]{32}$/.test(id)) return undefined;
    const record = await this.shelf.read(id);
    if (record === undefined) return undefined;
    const { value: draft, error } = draftSchema.validate(JSON.parse(record), { stripUnknown: true });
    if (error || draft.ownerId !== ownerId || isExpired(draft, this.limits, this.now())) return undefined;
    return draft;
  }

  /** Reads the draft another way from now on. */
  async reread(draft: Draft, reading: ReadingChoice, quote: Quote): Promise<void> {
    await this.shelf.rewrite(draft.id, JSON.stringify({ ...draft, reading, quote }));
  }

  /** Lends the file for as long as the work takes; undefined when it is gone. */
  withFile<Result>({ id }: Draft, work: (path: string) => Promise<Result>): Promise<Result | undefined> {
    return this.shelf.withFile(id, work);
  }

  /** Removes what is too old or too much. */
  async sweep(): Promise<void> {
    await this.shelf.remove(draftsToDrop(await this.shelf.entries(), this.limits, this.now()));
  }

  close(): Promise<void> {
    return this.shelf.close();
  }
}
