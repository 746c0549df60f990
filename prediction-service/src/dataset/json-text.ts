import { Problem } from '@coincast/shared/http';

/**
 * A JSON value as text.
 * @throws Problem `invalid_request` when it is nested so deeply that it cannot be written.
 */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem('invalid_request', 'The data is nested too deeply to be rows. Send an array of flat objects.');
  }
}
