import { Problem, validated } from '@coincast/shared/http';
import type { Request, Response } from 'express';
import { bodyCharsets } from '../reader/charset.js';
import type { Content } from '../receiving/content.js';
import { receiveBody } from '../receiving/json-body.js';
import type { FormReader } from '../receiving/multipart-form.js';
import type { Spool } from '../receiving/spool.js';
import { formBody, type SubmitFields } from './job.schemas.js';

/** What somebody wants forecast, as sent. Whoever takes it discards its content. */
export type Submission =
  /** JSON that holds the fields as well. */
  | { kind: 'body'; content: Content; charset: string }
  | { kind: 'file'; content: Content; name: string; fields: SubmitFields };

export interface SubmissionSource {
  forms: FormReader;
  spool: Spool;
  maxBodyBytes: number;
  /** Called when a body turns out to be more than fits into memory. */
  onLarge: () => void;
}

/**
 * Receives a submit from its request: JSON, or a form with a file.
 * @throws Problem when it is neither, or a form's fields are not valid.
 */
export async function receiveSubmission(
  request: Request,
  response: Response,
  source: SubmissionSource,
): Promise<Submission> {
  if (request.is('application/json')) return receiveJson(request, source);
  if (!request.is('multipart/form-data')) {
    throw new Problem('unsupported_media_type', 'Send application/json, or multipart/form-data with a file.');
  }
  const { fields, file } = await source.forms.read(request, response);
  try {
    return { kind: 'file', ...file, fields: validated(formBody, fields) };
  } catch (error) {
    await file.content.discard();
    throw error;
  }
}

async function receiveJson(request: Request, { spool, maxBodyBytes, onLarge }: SubmissionSource): Promise<Submission> {
  const charset = charsetOf(request);
  const content = await receiveBody(request, spool, {
    maxBytes: maxBodyBytes,
    tooLarge: () =>
      new Problem('body_too_large', `The body is larger than ${maxBodyBytes} bytes. Send a smaller one, or a file.`),
    hashed: request.headers['idempotency-key'] !== undefined,
    onLarge,
  });
  return { kind: 'body', content, charset };
}

function charsetOf({ headers }: Request): string {
  const named = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(headers['content-type'] ?? '')?.[1];
  const charset = named?.toLowerCase() ?? 'utf-8';
  if (bodyCharsets.includes(charset)) return charset;
  throw new Problem('unsupported_media_type', `JSON can be in ${bodyCharsets.join(', ')}. Send it as UTF-8.`);
}
