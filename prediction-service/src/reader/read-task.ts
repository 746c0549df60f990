import { Problem } from '@coincast/shared/http/errors';
import { validated } from '@coincast/shared/http/validation';
import { DatasetBuilder } from '../dataset/dataset.js';
import type { DatasetLimits } from '../dataset/dataset-limits.js';
import { addJsonRows } from '../dataset/json/json-rows.js';
import { parseJson } from '../dataset/json/parse-json.js';
import { type ReadDataset, readDataset } from '../dataset/read-dataset.js';
import { jsonBody, readingOptionsOf, type SubmitFields } from '../job/job.schemas.js';
import { toUtf8 } from './charset.js';
import type { ReadTask } from './reader-messages.js';

/** A dataset, and the fields that came in one body with it. */
export interface TaskResult {
  dataset: ReadDataset;
  /** Null when they did not come with the content. */
  fields: SubmitFields | null;
}

/**
 * Does what a task says, in whichever process.
 * @throws Problem for content that is no dataset or too much of one, and for a body whose fields are not valid.
 */
export async function readTask(content: Buffer, task: ReadTask, limits: DatasetLimits): Promise<TaskResult> {
  return task.kind === 'file'
    ? { dataset: await readDataset(content, task.options, limits), fields: null }
    : readBody(content, task.charset, limits);
}

function readBody(content: Buffer, charset: string, limits: DatasetLimits): TaskResult {
  const body = content.byteLength === 0 ? {} : parseBody(toUtf8(content, charset), limits);
  const { data, ...fields } = validated(jsonBody, body);
  const builder = new DatasetBuilder(readingOptionsOf(fields), limits);
  addJsonRows(data, builder, limits);
  return { dataset: { ...builder.build(), format: 'json', encoding: charset }, fields };
}

function parseBody(content: Buffer, limits: DatasetLimits): unknown {
  try {
    return parseJson(content, limits);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'unreadable_data') throw error;
    throw new Problem('malformed_body', error.detail);
  }
}
