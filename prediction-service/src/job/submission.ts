import { Problem, validated } from '@coincast/shared/http';
import type { Request, Response } from 'express';
import { formBody, jsonBody } from './job.schemas.js';
import type { UploadReader } from './upload.js';

/** What somebody wants forecast, as sent. */
export interface Submission {
  modelName: string;
  /** Points; as many as there are valid rows when left out. */
  horizon: number | undefined;
  source: { kind: 'rows'; data: unknown } | { kind: 'file'; name: string; bytes: Buffer };
}

/**
 * Reads a submit from its request: JSON, or a form with a file.
 * @throws Problem when it is neither, or its fields are not valid.
 */
export async function readSubmission(request: Request, response: Response, uploads: UploadReader): Promise<Submission> {
  if (request.is('application/json')) {
    const { model_name, horizon, data } = validated(jsonBody, request.body);
    return { modelName: model_name, horizon, source: { kind: 'rows', data } };
  }
  if (request.is('multipart/form-data')) {
    const { fields, file } = await uploads.read(request, response);
    const { model_name, horizon } = validated(formBody, fields);
    return { modelName: model_name, horizon, source: { kind: 'file', ...file } };
  }
  throw new Problem('unsupported_media_type', 'Send application/json, or multipart/form-data with a file.');
}
