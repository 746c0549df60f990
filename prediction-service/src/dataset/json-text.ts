import { Problem } from '@coincast/shared/http/errors';

/**
 * A value as JSON text; integers beyond 2^53 as text within it, so that they keep their digits.
 * @throws Problem `invalid_request` when it is nested so deeply that it cannot be written.
 */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value, bigintAsText) ?? 'null';
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem('invalid_request', 'The data is nested too deeply to be rows. Send an array of flat objects.');
  }
}

const bigintAsText = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
