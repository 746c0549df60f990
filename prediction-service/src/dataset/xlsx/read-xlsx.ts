import type { DatasetBuilder } from '../dataset.js';
import type { DatasetLimits } from '../dataset-limits.js';

/** Reads the sheet of a workbook that has a time and a price column. */
export async function readXlsx(_content: Buffer, _builder: DatasetBuilder, _limits: DatasetLimits): Promise<void> {
  throw new Error('not here yet');
}
