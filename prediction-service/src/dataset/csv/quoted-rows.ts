import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import csv from 'csv-parser';
import { lineAt } from './quotes.js';
import { rowTooLarge, type TableBody } from './table-body.js';

/** A row's cells under the keys of their columns; a shorter row has fewer. */
export type RowCells = Record<string, string>;

/** The rows of a table in UTF-8 with quotes, and how to cut them. */
export interface QuotedTable extends TableBody {
  separator: string;
  newline: '\n' | '\r';
  /** How many columns the header has. */
  width: number;
}

const pieceBytes = 64 * 1024;

/** The key of a column's cells in `RowCells`, also of those beyond the header (which `csv-parser` names so itself). */
export const cellKey = (column: number) => `_${column}`;

/**
 * Cuts a table whose cells may be quoted.
 * @param onRow gets each row in turn; what it throws ends the reading.
 * @throws Problem `row_too_large`
 */
export async function readQuotedRows(table: QuotedTable, onRow: (cells: RowCells) => void): Promise<void> {
  const { separator, newline, width, maxRowBytes } = table;
  const parser = csv({
    headers: Array.from({ length: width }, (_, column) => cellKey(column)),
    separator,
    newline,
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
      throw rowTooLarge(lineAt(table.content, startOfLargeRow(table)), maxRowBytes);
    }
    throw error;
  } finally {
    input.destroy();
  }
}

function* piecesOf({ content, rowsStart }: TableBody): Generator<Buffer> {
  for (let at = rowsStart; at < content.length; at += pieceBytes) {
    // csv-parser writes cells with doubled quotes back into the piece, which is not ours.
    yield Buffer.from(content.subarray(at, at + pieceBytes));
  }
}

function startOfLargeRow({ content, rowsStart, newline, maxRowBytes }: QuotedTable): number {
  const lineEnd = newline.charCodeAt(0);
  let start = rowsStart;
  let isQuoted = false;
  for (let at = rowsStart; at < content.length && at - start < maxRowBytes; at++) {
    if (content[at] === 0x22) isQuoted = !isQuoted;
    if (content[at] === lineEnd && !isQuoted) start = at + 1;
  }
  return start;
}
