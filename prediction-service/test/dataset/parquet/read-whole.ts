import { type Dataset, DatasetBuilder } from '../../../src/dataset/dataset.js';
import type { DatasetLimits } from '../../../src/dataset/dataset-limits.js';
import { readParquet } from '../../../src/dataset/parquet/read-parquet.js';
import { limits, problemOf as problemOfWork } from '../reading.js';

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
export const problemOf = (content: Buffer, some: Partial<DatasetLimits> = {}) =>
  problemOfWork(readWhole(content, some));
