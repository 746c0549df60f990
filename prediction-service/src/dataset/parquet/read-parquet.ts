import type { DatasetBuilder } from '../dataset.js';
import type { DatasetLimits } from '../dataset-limits.js';

/** Reads the time and the price column of a Parquet file. */
export async function readParquet(_content: Buffer, _builder: DatasetBuilder, _limits: DatasetLimits): Promise<void> {
  throw new Error('not here yet');
}
