import { setImmediate as nextTurn } from 'node:timers/promises';
import { Problem } from '@coincast/shared/http';
import { type Dataset, DatasetBuilder } from './dataset.js';

/** Rows checked before other requests get a turn: some milliseconds of work. */
const rowsPerTurn = 10_000;

/**
 * The dataset of JSON data: an array of records.
 * @throws Problem `invalid_request` when it is something else, or too long.
 */
export async function parseRecords(data: unknown, maxRows: number): Promise<Dataset> {
  if (!Array.isArray(data)) {
    throw new Problem(
      'invalid_request',
      'The data must be an array of rows, such as [{"timestamp": ..., "price": ...}].',
      {
        errors: [{ field: 'data', message: 'data must be an array' }],
      },
    );
  }
  const builder = new DatasetBuilder(maxRows);
  for (let i = 0; i < data.length; i++) {
    if (i > 0 && i % rowsPerTurn === 0) await nextTurn();
    builder.add(data[i]);
  }
  return builder.build();
}
