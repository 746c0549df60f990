import { Problem } from '@coincast/shared/http';
import type { Request, RequestHandler, Response } from 'express';
import multer, { type StorageEngine } from 'multer';
import { type Content, ContentSink } from './content.js';
import type { Spool } from './spool.js';

/** A multipart form as it came: its text fields and its one file. */
export interface Form {
  fields: Record<string, unknown>;
  file: { name: string; content: Content };
}

export interface FormOptions {
  maxFileBytes: number;
  /** Called when a file turns out to be more than fits into memory. */
  onLarge: () => void;
}

const fileField = 'file';

/** Receives multipart forms, within limits. */
export class FormReader {
  private readonly receive: RequestHandler;
  private readonly contents = new WeakMap<Request, Content>();

  constructor(
    private readonly spool: Spool,
    private readonly options: FormOptions,
  ) {
    this.receive = multer({
      storage: this.storage(),
      defParamCharset: 'utf8',
      limits: {
        // The sink counts, and says what the limit is.
        fileSize: Number.POSITIVE_INFINITY,
        files: 1,
        fields: 10,
        fieldSize: 1_024,
        parts: 12,
        fieldNameSize: 100,
      },
    }).single(fileField);
  }

  /** @throws Problem when the form is broken, too large, or has not exactly one file in field `file`. */
  async read(request: Request, response: Response): Promise<Form> {
    try {
      await new Promise<void>((resolve, reject) => {
        this.receive(request, response, (error: unknown) => (error ? reject(problemOf(error)) : resolve()));
      });
    } catch (error) {
      await this.contents.get(request)?.discard();
      throw error;
    }
    const content = this.contents.get(request);
    if (!request.file || !content) throw fault(`There is no file in the form. Send one in the field \`${fileField}\`.`);
    return { fields: { ...request.body }, file: { name: request.file.originalname, content } };
  }

  /** Nothing of a file's name gets here. */
  private storage(): StorageEngine {
    const { maxFileBytes, onLarge } = this.options;
    const tooLarge = () =>
      new Problem('body_too_large', `The file is larger than ${maxFileBytes} bytes. Send a smaller one.`);
    return {
      _handleFile: (request, { stream }, callback) => {
        const hashed = request.headers['idempotency-key'] !== undefined;
        const sink = new ContentSink(this.spool, { maxBytes: maxFileBytes, tooLarge, hashed, onLarge });
        let done = false;
        const end = (error?: unknown) => {
          if (done) return;
          done = true;
          if (!error) this.contents.set(request, sink.content);
          callback(error, {});
        };
        // A file that is not finished by its end was cut off; the sink then removes what it has.
        stream.once('error', (error) => sink.destroy(error));
        stream.once('close', () => !stream.readableEnded && sink.destroy(new Error('The file was cut off')));
        sink.once('error', (error) => {
          stream.unpipe(sink);
          stream.resume();
          end(error);
        });
        sink.once('finish', () => end());
        stream.pipe(sink);
      },
      _removeFile: (request, _file, callback) => {
        (this.contents.get(request)?.discard() ?? Promise.resolve()).then(() => callback(null), callback);
      },
    };
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (!(error instanceof multer.MulterError)) {
    // What the multipart parser itself says: no boundary, an unfinished form, a broken header of a part.
    return new Problem('malformed_body', 'The multipart form is broken or was cut off. Send it again whole.');
  }
  switch (error.code) {
    case 'LIMIT_UNEXPECTED_FILE':
    case 'LIMIT_FILE_COUNT':
      return fault(`Send exactly one file, in the field \`${fileField}\`.`);
    default:
      return fault(
        `The form is not valid: ${error.message.toLowerCase()}. It has model_name, file, horizon, decimal and date_order.`,
      );
  }
}

const fault = (detail: string) =>
  new Problem('invalid_request', detail, { errors: [{ field: fileField, message: detail }] });
