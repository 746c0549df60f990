import type { ErrorCode, ProblemExtras } from '@coincast/shared/http/errors';
import type { DatasetLimits } from '../dataset/dataset-limits.js';
import type { ReadDataset } from '../dataset/read-dataset.js';
import type { ReadingOptions } from '../dataset/reading-options.js';
import type { Content } from '../receiving/content.js';

/** What a reader process is to read: a file, or the JSON body of a submit with its fields. */
export type ReadTask =
  | { kind: 'file'; from: Content['at']; options: ReadingOptions }
  | { kind: 'body'; from: Content['at']; charset: string };

export interface ReadRequest {
  task: ReadTask;
  limits: DatasetLimits;
  /** The file that the process makes for the columns: times, then values, as little-endian Float64. */
  columnsPath: string;
}

/** A dataset without its columns, which are in a file. */
export type ReadReport = Omit<ReadDataset, 'times' | 'values'>;

/** What a reader process says: that it can read, and what a task came to. */
export type ReaderMessage = { kind: 'ready' } | ReadReply;

interface AnyReply {
  /** Of a body, as `bodyFields` cuts them, and not yet valid. */
  fields?: unknown;
  /** Memory that the process takes by now. */
  rssBytes: number;
}

export type ReadReply = AnyReply &
  (
    | { kind: 'read'; rows: number; report: ReadReport }
    | { kind: 'refused'; code: ErrorCode; detail: string; extras: ProblemExtras }
    /** An error that nobody foresaw. */
    | { kind: 'failed'; error: string }
  );
