import { Problem, validated } from '@coincast/shared/http';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type PredictionConfig, predictionConfig } from '../config.js';
import { bodyCharsets } from '../reader/charset.js';
import { DatasetReader } from '../reader/dataset-reader.js';
import type { Content } from '../receiving/content.js';
import { receiveBody } from '../receiving/json-body.js';
import { FormReader } from '../receiving/multipart-form.js';
import { Spool } from '../receiving/spool.js';
import { formBody, type SubmitFields } from './job.schemas.js';

/** What somebody wants forecast, as sent. */
export type Submission =
  /** JSON that holds the fields as well. */
  | { kind: 'body'; content: Content; charset: string }
  | { kind: 'file'; content: Content; name: string; fields: SubmitFields };

/** Receives submissions from their requests: JSON, or a form with a file. */
@Injectable()
export class SubmissionReceiver {
  private readonly maxBodyBytes: number;
  private readonly forms: FormReader;
  private readonly onLarge: () => void;

  constructor(
    @Inject(predictionConfig) { MAX_UPLOAD_BYTES }: PredictionConfig,
    private readonly spool: Spool,
    reader: DatasetReader,
  ) {
    this.maxBodyBytes = MAX_UPLOAD_BYTES;
    this.onLarge = () => reader.warm();
    this.forms = new FormReader(spool, { maxFileBytes: MAX_UPLOAD_BYTES, onLarge: this.onLarge });
  }

  /**
   * Lends the submission to `use`; whatever comes of it, its content is gone afterwards.
   * @throws Problem when the request is neither JSON nor a form, or a form's fields are not valid.
   */
  async receive<Result>(
    request: Request,
    response: Response,
    use: (submission: Submission) => Promise<Result>,
  ): Promise<Result> {
    if (request.is('application/json')) {
      const charset = charsetOf(request);
      const content = await this.receiveJson(request);
      return discarding(content, () => use({ kind: 'body', content, charset }));
    }
    if (!request.is('multipart/form-data')) {
      throw new Problem('unsupported_media_type', 'Send application/json, or multipart/form-data with a file.');
    }
    const { fields, file } = await this.forms.read(request, response);
    return discarding(file.content, () => use({ kind: 'file', ...file, fields: validated(formBody, fields) }));
  }

  private receiveJson(request: Request): Promise<Content> {
    const maxBytes = this.maxBodyBytes;
    return receiveBody(request, this.spool, {
      maxBytes,
      tooLarge: () =>
        new Problem('body_too_large', `The body is larger than ${maxBytes} bytes. Send a smaller one, or a file.`),
      hashed: request.headers['idempotency-key'] !== undefined,
      onLarge: this.onLarge,
    });
  }
}

async function discarding<Result>(content: Content, use: () => Promise<Result>): Promise<Result> {
  try {
    return await use();
  } finally {
    await content.discard();
  }
}

function charsetOf({ headers }: Request): string {
  const named = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(headers['content-type'] ?? '')?.[1];
  const charset = named?.toLowerCase() ?? 'utf-8';
  if (bodyCharsets.includes(charset)) return charset;
  throw new Problem('unsupported_media_type', `JSON can be in ${bodyCharsets.join(', ')}. Send it as UTF-8.`);
}
