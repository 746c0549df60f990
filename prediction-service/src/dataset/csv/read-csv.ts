import type { DatasetBuilder } from '../dataset.js';
import type { DatasetLimits } from '../dataset-limits.js';
import type { EncodedText } from '../detect-format.js';

/** Reads a table of text: the header names the columns. */
export async function readCsv(
  _text: EncodedText,
  _builder: DatasetBuilder,
  _limits: DatasetLimits,
): Promise<{ format: 'csv' | 'tsv' }> {
  throw new Error('not here yet');
}
