import { type Dataset, DatasetBuilder } from '../../../src/dataset/dataset.js';
import type { DatasetLimits } from '../../../src/dataset/dataset-limits.js';
import { readXlsx } from '../../../src/dataset/xlsx/read-xlsx.js';
import { limits, problemOf as problemOfWork } from '../reading.js';

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
export const problemOf = (content: Buffer, some: Partial<DatasetLimits> = {}) => problemOfWork(read(content, some));
