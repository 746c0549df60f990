import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '@coincast/shared/http';
import csv from 'csv-parser';
import { type Dataset, DatasetBuilder } from './dataset.js';
import { columnsOf, type RowColumns } from './row.rules.js';

const maxRowBytes = 64 * 1024;
const separators = [',', ';', '\t', '|'] as const;
/** Parsed in one turn of the event loop: about a millisecond of work. */
const bytesPerTurn = 64 * 1024;

/**
 * The dataset of a table: the first line names the columns, which `,` `;` tab or `|` separate.
 * @param bytes UTF-8 without a byte order mark.
 * @throws Problem `invalid_request` when a line or the whole table is too long.
 */
export async function parseCsv(bytes: Buffer, maxRows: number): Promise<Dataset> {
  const builder = new DatasetBuilder(maxRows);
  let columns: RowColumns = { time: null, price: null };
  const table = csv({ separator: separatorOf(bytes), maxRowBytes, mapHeaders: ({ header }) => header.trim() });
  table.on('headers', (headers: (string | null)[]) => {
    columns = columnsOf(headers.filter((header) => header !== null));
  });
  const rows = new Writable({
    objectMode: true,
    highWaterMark: 1_000,
    write(row: Record<string, string>, _, done) {
      try {
        if (!isBlankLine(row)) builder.add(row, columns);
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
  try {
    await pipeline(Readable.from(chunksOf(bytes)), table, rows);
  } catch (error) {
    if (error instanceof Error && error.message === 'Row exceeds the maximum size') {
      throw new Problem('invalid_request', `A line of the file is longer than ${maxRowBytes} bytes. Is it a table?`);
    }
    throw error;
  }
  return builder.build();
}

const isBlankLine = (row: Record<string, string>) => Object.values(row).every((cell) => cell.trim() === '');

/** The separator that the header line has most of; a comma when it has none. */
function separatorOf(bytes: Buffer): string {
  const end = bytes.subarray(0, maxRowBytes).findIndex((byte) => byte === 0x0a || byte === 0x0d);
  const header = bytes.toString('utf8', 0, end < 0 ? Math.min(bytes.length, maxRowBytes) : end);
  const countOf = (separator: string) => header.split(separator).length;
  return separators.reduce((best, separator) => (countOf(separator) > countOf(best) ? separator : best));
}

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  // csv-parser unescapes quotes in place, so it gets a copy of each piece and the caller's bytes stay as they came.
  for (let i = 0; i < bytes.length; i += bytesPerTurn) yield Buffer.from(bytes.subarray(i, i + bytesPerTurn));
}
