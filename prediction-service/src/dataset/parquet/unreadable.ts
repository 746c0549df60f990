import { Problem } from '@coincast/shared/http/errors';

/** @param what a sentence that says what is wrong, and where. */
export const unreadable = (what: string) =>
  new Problem('unreadable_data', `${what} The Parquet file is broken or not finished; write it again.`);

/** Runs a decoder of foreign bytes: whatever it throws that is no Problem means that they are not what they claim. */
export function decoding<Result>(what: string, decode: () => Result): Result {
  try {
    return decode();
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw unreadable(what);
  }
}
