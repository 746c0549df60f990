import type { ErrorCode } from '../../http/errors.js';

/** A file that is made to do harm, and the errors of which one must answer it. */
export interface HostileFile {
  name: string;
  /** Made when it is needed: some are large. */
  content: () => Buffer;
  codes: ErrorCode[];
}

export const megabyte = 2 ** 20;
