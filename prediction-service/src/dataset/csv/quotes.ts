import { Problem } from '@coincast/shared/http/errors';

const [quote, space, lf, cr] = [0x22, 0x20, 0x0a, 0x0d];

/**
 * What quotes do in a table: nothing, because there are none or no cell begins with one (`5" disk`); or hold cells
 * together.
 */
export type Quoting = 'plain' | 'quoted';

/** A table in UTF-8. */
export interface TableText {
  content: Buffer;
  /** Where the header and the rows begin. */
  start: number;
  rowsStart: number;
  separator: string;
}

/** A table whose quotes are all in order. */
export interface CheckedTable {
  /** Without the spaces between a separator and a quote. */
  content: Buffer;
  rowsStart: number;
  quoting: Quoting;
}

/**
 * Checks that each quote opens or closes a cell or is doubled within one, so that no line is swallowed.
 * @param maxCellBytes of a quoted cell; a longer one is taken for one that was never closed.
 * @throws Problem `unreadable_data` that names the line.
 */
export function checkQuotes(table: TableText, maxCellBytes: number): CheckedTable {
  const { content, start, rowsStart } = table;
  const separator = table.separator.charCodeAt(0);
  const gaps: Gap[] = [];
  let stray = -1;
  let quoting: Quoting = 'plain';
  let at = content.indexOf(quote, start);
  while (at >= 0 && at < content.length) {
    if (content[at] !== quote) {
      at++;
      continue;
    }
    const cellStart = startOfCell(content, at, table.start, separator);
    if (cellStart < 0) {
      if (stray < 0) stray = at;
      at++;
      continue;
    }
    quoting = 'quoted';
    if (cellStart < at) gaps.push({ from: cellStart, to: at });
    const close = closingQuote(content, at, maxCellBytes);
    if (close < 0) throw unclosed(content, at);
    const after = content[close + 1];
    if (after !== undefined && after !== separator && after !== lf && after !== cr) throw torn(content, at, close);
    at = close + 1;
  }
  if (stray >= 0 && quoting !== 'plain') throw misplaced(content, stray);
  return gaps.length === 0 ? { content, rowsStart, quoting } : { ...withoutGaps(table, gaps), quoting };
}

/** Spaces before a quote. */
interface Gap {
  from: number;
  to: number;
}

function withoutGaps({ content, rowsStart }: TableText, gaps: readonly Gap[]): Omit<CheckedTable, 'quoting'> {
  const kept = Buffer.allocUnsafe(content.length);
  let length = 0;
  let from = 0;
  let shift = 0;
  for (const gap of gaps) {
    length += content.copy(kept, length, from, gap.from);
    from = gap.to;
    if (gap.to <= rowsStart) shift += gap.to - gap.from;
  }
  length += content.copy(kept, length, from);
  return { content: kept.subarray(0, length), rowsStart: rowsStart - shift };
}

/** Where the cell begins that a quote may open, spaces included; -1 when something else stands before it. */
function startOfCell(content: Buffer, at: number, start: number, separator: number): number {
  let cellStart = at;
  while (cellStart > start && content[cellStart - 1] === space && separator !== space) cellStart--;
  if (cellStart === start) return cellStart;
  const before = content[cellStart - 1];
  return before === separator || before === lf || before === cr ? cellStart : -1;
}

function closingQuote(content: Buffer, open: number, maxBytes: number): number {
  const end = Math.min(content.length, open + maxBytes);
  for (let at = open + 1; at < end; at++) {
    if (content[at] !== quote) continue;
    if (content[at + 1] !== quote) return at;
    at++;
  }
  return -1;
}

/** The line of a position, from 1. */
export function lineAt(content: Buffer, position: number): number {
  let line = 1;
  for (let at = 0; at < position; at++) {
    const sign = content[at];
    if (sign === lf || (sign === cr && content[at + 1] !== lf)) line++;
  }
  return line;
}

const unclosed = (content: Buffer, open: number) =>
  new Problem(
    'unreadable_data',
    `The quote that opens a cell in line ${lineAt(content, open)} is never closed. Close it, or remove it, and send the file again.`,
  );

const torn = (content: Buffer, open: number, close: number) =>
  new Problem(
    'unreadable_data',
    `The quote that opens a cell in line ${lineAt(content, open)} is not closed: the next quote, in line ${lineAt(content, close)}, has text after it. Close the cell, and double the quotes within it.`,
  );

const misplaced = (content: Buffer, at: number) =>
  new Problem(
    'unreadable_data',
    `Line ${lineAt(content, at)} has a quote inside a cell that does not begin with one. Put the whole cell in quotes and double those within it, or remove it.`,
  );
