import { Problem } from '@coincast/shared/http/errors';
import { DatasetBuilder } from '../dataset/dataset.js';
import type { DatasetLimits } from '../dataset/dataset-limits.js';
import { addJsonRows } from '../dataset/json/json-rows.js';
import { parseJson } from '../dataset/json/parse-json.js';
import { type ReadDataset, readDataset } from '../dataset/read-dataset.js';
import { readingOptionsOf } from '../dataset/reading-options.js';
import { isRecord } from '../dataset/row.rules.js';
import { mentionsCyrillic, toUtf8 } from '../dataset/text/encoded-text.js';
import type { ReadTask } from './reader-messages.js';

/**
 * Does what a task says, in whichever process.
 * @param onBody is given a body's JSON before its rows are read, and may throw.
 * @throws Problem for content that is no dataset or too much of one.
 */
export async function readTask(
  content: Buffer,
  task: ReadTask,
  limits: DatasetLimits,
  onBody: (body: unknown) => void,
): Promise<ReadDataset> {
  if (task.kind === 'file') return readDataset(content, task.options, limits);
  const text = toUtf8({ content, encoding: task.charset });
  const body = text.byteLength === 0 ? {} : parseBody(text, limits);
  onBody(body);
  const fields = isRecord(body) ? body : {};
  const builder = new DatasetBuilder(readingOptionsOf(fields), limits);
  if (mentionsCyrillic(text)) builder.preferDayFirst();
  addJsonRows(fields['data'], builder);
  return { ...builder.build(), format: 'json', encoding: task.charset };
}

function parseBody(content: Buffer, limits: DatasetLimits): unknown {
  try {
    return parseJson(content, limits);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'unreadable_data') throw error;
    throw new Problem('malformed_body', error.detail);
  }
}
