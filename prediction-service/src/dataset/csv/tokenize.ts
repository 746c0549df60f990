import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Problem } from '@coincast/shared/http/errors';
import csv from 'csv-parser';
import { lineAt, type Quoting } from './quotes.js';

/**
 * A row's cells under the keys of their columns; a shorter row has fewer. In a table without quotes the whole line is one
 * cell: who reads it cuts out the two cells that count, and spares a text for each of the others.
 */
export type RowCells = Record<string, string>;

/** The rows of a table in UTF-8, and how to cut them. */
export interface TableRows {
  content: Buffer;
  /** Where the first row begins. */
  rowsStart: number;
  separator: string;
  newline: '\n' | '\r';
  quoting: Quoting;
  /** How many columns the header has. */
  width: number;
  maxRowBytes: number;
}

const pieceBytes = 64 * 1024;
/** A sign that no text has: with it as the quote, quotes are plain signs; as the separator, a line is one cell. */
const noSign = '\0';

/** The key of a column's cells in `RowCells`, also of those beyond the header (which `csv-parser` names so itself). */
export const cellKey = (column: number) => `_${column}`;

/** The key of a line that is one cell. */
export const lineKey = cellKey(0);

/**
 * Cuts a table into rows.
 * @param onRow gets each in turn; what it throws ends the reading.
 * @throws Problem `row_too_large`
 */
export async function tokenize(table: TableRows, onRow: (cells: RowCells) => void): Promise<void> {
  const { separator, newline, quoting, width, maxRowBytes } = table;
  const parser = csv({
    headers: Array.from({ length: width }, (_, column) => cellKey(column)),
    newline,
    ...(quoting === 'plain' ? { separator: noSign, quote: noSign } : { separator, quote: '"' }),
    maxRowBytes,
  });
  const input = Readable.from(piecesOf(table));
  parser.on('data', (cells: RowCells) => {
    try {
      if (!parser.destroyed) onRow(cells);
    } catch (error) {
      parser.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  });
  input.pipe(parser);
  try {
    await finished(parser);
  } catch (error) {
    if (error instanceof Error && error.message === 'Row exceeds the maximum size') {
      throw rowTooLarge(table.content, startOfLargeRow(table), maxRowBytes);
    }
    throw error;
  } finally {
    input.destroy();
  }
}

function* piecesOf({ content, rowsStart, quoting }: TableRows): Generator<Buffer> {
  for (let at = rowsStart; at < content.length; at += pieceBytes) {
    const piece = content.subarray(at, at + pieceBytes);
    // csv-parser writes cells with doubled quotes back into the piece, which is not ours.
    yield quoting === 'plain' ? piece : Buffer.from(piece);
  }
}

/** @param start where the row begins. */
export function rowTooLarge(content: Buffer, start: number, maxRowBytes: number): Problem {
  const line = lineAt(content, start);
  return new Problem(
    'row_too_large',
    `The row in line ${line} is longer than ${maxRowBytes} bytes. Send shorter rows.`,
  );
}

function startOfLargeRow({ content, rowsStart, newline, quoting, maxRowBytes }: TableRows): number {
  const lineEnd = newline.charCodeAt(0);
  let start = rowsStart;
  let isQuoted = false;
  for (let at = rowsStart; at < content.length && at - start < maxRowBytes; at++) {
    if (quoting !== 'plain' && content[at] === 0x22) isQuoted = !isQuoted;
    if (content[at] === lineEnd && !isQuoted) start = at + 1;
  }
  return start;
}
