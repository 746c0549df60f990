import type { Dataset, DatasetBuilder } from '../dataset.js';
import type { DatasetLimits } from '../dataset-limits.js';
import type { EncodedText } from '../detect-format.js';

/** Reads JSON in any of its shapes, or one JSON value a line. */
export async function readJson(
  _text: EncodedText,
  _builder: DatasetBuilder,
  _limits: DatasetLimits,
): Promise<{ format: 'json' | 'ndjson' }> {
  throw new Error('not here yet');
}

/** The body of a submit in JSON: its fields as sent, and the dataset of its `data`. */
export interface JsonBody<Fields> {
  fields: Fields;
  dataset: Dataset;
}
