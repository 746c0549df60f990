import { Problem } from '@coincast/shared/http/errors';
import type { DatasetLimits } from '../../src/dataset/dataset-limits.js';
import { readDataset } from '../../src/dataset/read-dataset.js';
import type { ReadingOptions } from '../../src/dataset/reading-options.js';

export const limits: DatasetLimits = {
  maxRows: 1_000_000,
  maxColumns: 1_000,
  maxRowBytes: 1024 * 1024,
  maxNesting: 64,
  maxInflatedBytes: 400 * 1024 * 1024,
};

/** What a content is read as: its valid rows as `[ISO time, price]`, its kept invalid rows, the codes of its warnings. */
export async function readRows(
  content: string | Buffer,
  { options = {}, ...narrower }: { options?: ReadingOptions } & Partial<DatasetLimits> = {},
) {
  const read = await readDataset(Buffer.from(content), options, { ...limits, ...narrower });
  return {
    rows: Array.from(read.times, (time, i) => [isoTime(time), read.values[i]]),
    invalid: read.invalid.kept.map((text): unknown => JSON.parse(text)),
    warnings: read.warnings.map(({ code }) => code),
    read,
  };
}

/** `2024-01-31`, with the time of day unless it is midnight. */
function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('T00:00:00.000Z', '');
}

/** The problem that some reading ends in. */
export async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const outcome = await work.catch((error: unknown) => error);
  if (!(outcome instanceof Problem)) throw new Error(`no problem but ${String(outcome)}`);
  return outcome;
}
