import { createHash } from 'node:crypto';
import type { Submission } from '../job/submission.js';

/**
 * Tells whether two requests under one key ask for the same: SHA-256 of a JSON body as sent, or of a form's fields and
 * its file.
 */
export function hashSubmission(submission: Submission): Buffer {
  const { content } = submission;
  if (submission.kind === 'body') return content.sha256();
  const { model_name, horizon = null, decimal = null, date_order = null } = submission.fields;
  const fields = JSON.stringify([model_name, horizon, decimal, date_order]);
  return createHash('sha256').update(fields).update(content.sha256()).digest();
}
