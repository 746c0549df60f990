import { Problem } from '@coincast/shared/http';
import type { Request, RequestHandler, Response } from 'express';
import multer from 'multer';

/** A multipart form as it came: its text fields and its one file. */
export interface Upload {
  fields: Record<string, unknown>;
  file: { name: string; bytes: Buffer };
}

const fileField = 'file';

/** Reads one multipart form into memory, within limits. */
export class UploadReader {
  private readonly receive: RequestHandler;

  constructor(private readonly maxFileBytes: number) {
    this.receive = multer({
      storage: multer.memoryStorage(),
      defParamCharset: 'utf8',
      limits: { fileSize: maxFileBytes, files: 1, fields: 10, fieldSize: 1_024, parts: 12, fieldNameSize: 100 },
    }).single(fileField);
  }

  /** @throws Problem when the form is broken, too large, or has not exactly one file in field `file`. */
  async read(request: Request, response: Response): Promise<Upload> {
    await new Promise<void>((resolve, reject) => {
      this.receive(request, response, (error: unknown) => (error ? reject(this.problemOf(error)) : resolve()));
    });
    const { file } = request;
    if (!file) throw fault(`There is no file in the form. Send one in the field \`${fileField}\`.`);
    return { fields: { ...request.body }, file: { name: file.originalname, bytes: file.buffer } };
  }

  private problemOf(error: unknown): Problem {
    if (!(error instanceof multer.MulterError)) {
      // What the multipart parser itself says: no boundary, an unfinished form, a broken header of a part.
      return new Problem('malformed_body', 'The multipart form is broken or was cut off. Send it again whole.');
    }
    switch (error.code) {
      case 'LIMIT_FILE_SIZE':
        return new Problem('body_too_large', `The file is larger than ${this.maxFileBytes} bytes. Send a smaller one.`);
      case 'LIMIT_UNEXPECTED_FILE':
      case 'LIMIT_FILE_COUNT':
        return fault(`Send exactly one file, in the field \`${fileField}\`.`);
      default:
        return fault(`The form is not valid: ${error.message.toLowerCase()}. It has model_name, file and horizon.`);
    }
  }
}

const fault = (detail: string) =>
  new Problem('invalid_request', detail, { errors: [{ field: fileField, message: detail }] });
