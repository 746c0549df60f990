import { sizeOf } from './words.js';

/** Why a file was not taken. */
export const fileFaults = {
  empty: 'The file is empty.',
  tooLarge: (bytes: number) => `The file is larger than ${sizeOf(bytes)}. Send a smaller one.`,
  byCode: {
    unsupported_media_type: 'This is no table that we can read. Send CSV, XLSX, Parquet or JSON.',
    body_too_large: 'The file is too large. Send a smaller one.',
    malformed_body: 'The file is broken. Check that it opens in the program that made it.',
    unreadable_data: 'The file cannot be read. Check that it is whole and opens in the program that made it.',
    too_many_rows: 'The file has too many rows. Send fewer of them.',
    too_many_columns: 'The file has too many columns. A time and a value are all that is needed.',
    row_too_large: 'A row of the file is too large. Send shorter rows.',
    nested_too_deeply: 'The data is nested too deeply. Send flat rows.',
    inflates_too_large: 'The file unpacks to too much. Send a smaller one.',
    reading_timeout: 'The file takes too long to read. Send fewer rows, or CSV or Parquet.',
    reading_memory: 'The file needs too much memory to be read. Send fewer rows, or CSV or Parquet.',
    request_timeout: 'The file took too long to arrive. Send it again.',
  },
};
