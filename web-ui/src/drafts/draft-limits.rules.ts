import type { ShelfEntry } from './draft-shelf.js';

export interface DraftLimits {
  ttlMs: number;
  /** Drafts of one user. */
  perUser: number;
  /** Of all drafts. */
  totalBytes: number;
}

/**
 * Which drafts have to go: those that are too old, of each user the oldest beyond so many, and of all the oldest until
 * the rest is small enough.
 */
export function draftsToDrop(entries: readonly ShelfEntry[], limits: DraftLimits, nowMs: number): string[] {
  const dropped: string[] = [];
  const ofUser = new Map<number, number>();
  let bytes = 0;
  for (const entry of entries.toSorted((a, b) => b.createdMs - a.createdMs)) {
    const earlier = ofUser.get(entry.ownerId) ?? 0;
    const fits = earlier < limits.perUser && bytes + entry.bytes <= limits.totalBytes;
    if (!fits || isExpired(entry, limits, nowMs)) {
      dropped.push(entry.id);
      continue;
    }
    ofUser.set(entry.ownerId, earlier + 1);
    bytes += entry.bytes;
  }
  return dropped;
}

export function isExpired({ createdMs }: { createdMs: number }, { ttlMs }: DraftLimits, nowMs: number): boolean {
  return nowMs - createdMs >= ttlMs;
}
