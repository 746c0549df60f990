import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessDirectory } from '@coincast/shared/files';
import type { DraftShelf, ShelfEntry } from './draft-shelf.js';

/** Drafts on this machine's disk. They end with the process. */
export class DiskShelf implements DraftShelf {
  private readonly known = new Map<string, ShelfEntry>();

  constructor(private readonly arrivals: ProcessDirectory) {}

  async put(entry: ShelfEntry, record: string, path: string): Promise<void> {
    await writeFile(this.recordOf(entry.id), record, { mode: 0o600 });
    await rename(path, this.fileOf(entry.id));
    this.known.set(entry.id, entry);
  }

  async read(id: string): Promise<string | undefined> {
    return this.known.has(id) ? unlessMissing(readFile(this.recordOf(id), 'utf8')) : undefined;
  }

  async rewrite(id: string, record: string): Promise<void> {
    if (!this.known.has(id)) return;
    // Whoever reads meanwhile gets the old record or the new one, whole.
    const path = this.arrivals.newPath();
    await writeFile(path, record, { mode: 0o600 });
    if (this.known.has(id)) await rename(path, this.recordOf(id));
    else await rm(path, { force: true });
  }

  async withFile<Result>(id: string, work: (path: string) => Promise<Result>): Promise<Result | undefined> {
    return this.known.has(id) ? work(this.fileOf(id)) : undefined;
  }

  entries(): Promise<ShelfEntry[]> {
    return Promise.resolve([...this.known.values()]);
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      if (!this.known.delete(id)) continue;
      await rm(this.fileOf(id), { force: true });
      await rm(this.recordOf(id), { force: true });
    }
  }

  close(): Promise<void> {
    this.known.clear();
    return Promise.resolve();
  }

  private fileOf(id: string): string {
    return join(this.arrivals.directory, id);
  }

  private recordOf(id: string): string {
    return join(this.arrivals.directory, `${id}.json`);
  }
}

async function unlessMissing(reading: Promise<string>): Promise<string | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
