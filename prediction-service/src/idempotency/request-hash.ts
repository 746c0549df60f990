import { createHash } from 'node:crypto';
import { jsonText } from '../dataset/json-text.js';
import type { Submission } from '../job/submission.js';

/** Tells whether two requests under one key ask for the same: SHA-256 over the model, the horizon and the data as sent. */
export function hashSubmission({ modelName, horizon, source }: Submission): Buffer {
  const hash = createHash('sha256').update(JSON.stringify([modelName, horizon ?? null, source.kind]));
  return (source.kind === 'file' ? hash.update(source.bytes) : hash.update(jsonText(source.data))).digest();
}
