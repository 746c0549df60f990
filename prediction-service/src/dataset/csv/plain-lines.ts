import { lineAt } from './quotes.js';
import { rowTooLarge, type TableBody } from './table-body.js';

const [lf, cr] = [0x0a, 0x0d];
const pieceBytes = 256 * 1024;
const maxBytesPerChar = 3;

/**
 * Cuts a table without quotes into its lines, which end in LF, CRLF or CR, also by turns. Without quotes a table needs no
 * parser: searching for line ends takes a third of the time.
 * @param onLine gets each line in turn; what it throws ends the reading.
 * @throws Problem `row_too_large`
 */
export function readPlainLines({ content, rowsStart, maxRowBytes }: TableBody, onLine: (line: string) => void): void {
  const lineEnd = content.includes(cr, rowsStart) ? /\r\n|\n|\r/ : '\n';
  let line = lineAt(content, rowsStart);
  for (let start = rowsStart; start < content.length; ) {
    const end = pieceEnd(content, start, maxRowBytes);
    const text = content.toString('utf8', start, end);
    const lines = text.split(lineEnd);
    // What follows the last line end is the next piece's, or nothing.
    if (endsLine(content, end)) lines.pop();
    for (const each of lines) {
      const isLong = each.length * maxBytesPerChar > maxRowBytes && Buffer.byteLength(each) > maxRowBytes;
      if (isLong) throw rowTooLarge(line, maxRowBytes);
      onLine(each);
      line++;
    }
    start = end;
  }
}

/** The end of the last whole line in a piece, or of the one line that is longer than a piece. */
function pieceEnd(content: Buffer, start: number, maxRowBytes: number): number {
  for (const bytes of [pieceBytes, maxRowBytes + 1]) {
    if (start + bytes >= content.length) return content.length;
    const piece = content.subarray(start, start + bytes);
    const last = Math.max(piece.lastIndexOf(lf), piece.lastIndexOf(cr));
    // A CR whose LF is in the next piece leaves an empty line there.
    if (last >= 0) return start + last + 1;
  }
  return Math.min(content.length, start + maxRowBytes + 1);
}

const endsLine = (content: Buffer, end: number) => content[end - 1] === lf || content[end - 1] === cr;
