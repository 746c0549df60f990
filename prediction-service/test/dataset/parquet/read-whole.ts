import { Problem } from '@coincast/shared/http/errors';
import { type Dataset, DatasetBuilder } from '../../../src/dataset/dataset.js';
import type { DatasetLimits } from '../../../src/dataset/dataset-limits.js';
import { readParquet } from '../../../src/dataset/parquet/read-parquet.js';

const limits: DatasetLimits = {
  maxRows: 1_000_000,
  maxColumns: 1_000,
  maxRowBytes: 1_048_576,
  maxNesting: 64,
  maxInflatedBytes: 400 * 1024 * 1024,
};

/** A dataset in words. */
export interface WholeDataset extends Omit<Dataset, 'times' | 'values'> {
  times: string[];
  values: number[];
}

export async function readWhole(content: Buffer, some: Partial<DatasetLimits> = {}): Promise<WholeDataset> {
  const all = { ...limits, ...some };
  const builder = new DatasetBuilder({}, all);
  await readParquet(content, builder, all);
  const { times, values, ...rest } = builder.build();
  return { times: Array.from(times, (time) => new Date(time).toISOString()), values: [...values], ...rest };
}

/** What a file that cannot be read is answered. */
export async function problemOf(content: Buffer, some: Partial<DatasetLimits> = {}): Promise<Problem> {
  try {
    await readWhole(content, some);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('it was read');
}
