import { Problem } from '@coincast/shared/http/errors';

/** The rows of a table in UTF-8. */
export interface TableBody {
  content: Buffer;
  /** Where the first row begins. */
  rowsStart: number;
  maxRowBytes: number;
}

/** @param line of the file, from 1. */
export const rowTooLarge = (line: number, maxRowBytes: number) =>
  new Problem('row_too_large', `The row in line ${line} is longer than ${maxRowBytes} bytes. Send shorter rows.`);
