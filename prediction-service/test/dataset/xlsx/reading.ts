import { Problem } from '@coincast/shared/http/errors';
import { type Dataset, DatasetBuilder } from '../../../src/dataset/dataset.js';
import type { DatasetLimits } from '../../../src/dataset/dataset-limits.js';
import { readXlsx } from '../../../src/dataset/xlsx/read-xlsx.js';

const limits: DatasetLimits = {
  maxRows: 1_000_000,
  maxColumns: 1_000,
  maxRowBytes: 1024 * 1024,
  maxNesting: 64,
  maxInflatedBytes: 400 * 1024 * 1024,
};

export async function read(content: Buffer, changed: Partial<DatasetLimits> = {}): Promise<Dataset> {
  const allLimits = { ...limits, ...changed };
  const builder = new DatasetBuilder({}, allLimits);
  await readXlsx(content, builder, allLimits);
  return builder.build();
}

/** The valid rows, as `[ISO time, price]`. */
export function rowsOf({ times, values }: Dataset): [string, number][] {
  return Array.from(times, (timeMs, i) => [new Date(timeMs).toISOString(), values[i] ?? Number.NaN]);
}

/** The invalid rows that were kept, as `[index, row]`. */
export const invalidOf = ({ invalid }: Dataset): unknown[] => invalid.kept.map((text) => JSON.parse(text));

/** The problem that reading ends with; fails when it is read, or ends with another error. */
export async function problemOf(content: Buffer, changed: Partial<DatasetLimits> = {}): Promise<Problem> {
  try {
    await read(content, changed);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('It was read.');
}
