/** What is known of each draft without reading it. */
export interface ShelfEntry {
  id: string;
  ownerId: number;
  /** Of the file and of what is written beside it. */
  bytes: number;
  createdMs: number;
}

/** Where drafts lie: on the disk of one cabinet, or in a Redis that several share. Ids are ours alone. */
export interface DraftShelf {
  /** Takes the file at `path`, which is gone from there afterwards. */
  put(entry: ShelfEntry, record: string, path: string): Promise<void>;
  /** What is written beside the file; undefined when the draft is not here. */
  read(id: string): Promise<string | undefined>;
  /** Writes it anew; nothing when the draft is not here. */
  rewrite(id: string, record: string): Promise<void>;
  /** Lends the file for as long as the work takes; undefined when the draft is not here. */
  withFile<Result>(id: string, work: (path: string) => Promise<Result>): Promise<Result | undefined>;
  entries(): Promise<ShelfEntry[]>;
  remove(ids: readonly string[]): Promise<void>;
  close(): Promise<void>;
}
