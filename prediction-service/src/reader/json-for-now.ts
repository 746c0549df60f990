import { Problem } from '@coincast/shared/http/errors';
import type { DatasetBuilder } from '../dataset/dataset.js';
import type { DatasetLimits } from '../dataset/dataset-limits.js';

export function parseJson(content: Buffer, _limits: DatasetLimits): unknown {
  try {
    return JSON.parse(content.toString());
  } catch {
    throw new Problem('unreadable_data', 'The body is not JSON.');
  }
}

export function addJsonRows(data: unknown, builder: DatasetBuilder, _limits: DatasetLimits): void {
  if (!Array.isArray(data)) throw new Problem('invalid_request', 'data must be an array of rows.');
  for (const row of data) builder.add(row);
}
