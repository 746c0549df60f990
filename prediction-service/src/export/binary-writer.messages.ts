import type { MessagePort } from 'node:worker_threads';
import type { ForecastPage } from './forecast.repository.js';

export type BinaryFormat = 'xlsx' | 'parquet';

/** A file to write, for the thread that writes; everything else about it goes over its port. */
export interface WritingTask {
  format: BinaryFormat;
  points: number;
  columns: readonly string[];
  port: MessagePort;
}

/** `more` asks for a chunk of the file; `page` answers a question for one, null after the last. */
export type ToWriter = { kind: 'more' } | { kind: 'page'; page: ForecastPage | null };

export type FromWriter =
  | { kind: 'page' }
  | { kind: 'chunk'; chunk: Uint8Array }
  | { kind: 'end' }
  | { kind: 'failed'; reason: string };
