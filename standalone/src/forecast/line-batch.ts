import type { LineDefaults, SeriesId } from './series-line.js';

export interface NumberedLine {
  /** Counted from 1, blank lines too. */
  number: number;
  /** Null for a line that is too long to be held. */
  text: string | null;
}

/** What a thread is given at once. */
export interface LineBatch {
  lines: NumberedLine[];
  defaults: LineDefaults;
}

export interface AnsweredBatch {
  /** A line of JSON for each of the batch. */
  text: string;
  /** How many of them are errors. */
  failures: number;
}

/** The answer to a line without a forecast. */
export function lineFailure(code: string, message: string, line: number, id?: SeriesId): string {
  return JSON.stringify({ ...(id === undefined ? {} : { id }), error: { code, message, line } });
}
