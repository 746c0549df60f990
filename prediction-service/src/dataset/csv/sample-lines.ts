/** One line of a table's beginning, cut into cells. */
export interface SampleLine {
  /** Without the quotes around them. */
  cells: string[];
  /** Where the line begins, and where the next one does. */
  start: number;
  end: number;
  /** What ends it; nothing where the sample ends first. */
  lineEnd: '\n' | '\r\n' | '\r' | '';
}

/** How a table's lines are cut into cells. */
export interface Cutting {
  separator: string;
  /** Whether a quote at the beginning of a cell (or after spaces there) holds separators and line ends together. */
  quoting: boolean;
  maxLines: number;
}

/**
 * The first lines of a table, to see what it is like.
 * @param sample one character a byte (latin1), so that positions are those of the bytes.
 */
export function sampleLines(sample: string, cutting: Cutting): SampleLine[] {
  const lines: SampleLine[] = [];
  let start = 0;
  while (start < sample.length && lines.length < cutting.maxLines) {
    const line = cutLine(sample, start, cutting);
    lines.push(line);
    start = line.end;
  }
  return lines;
}

function cutLine(sample: string, start: number, { separator, quoting }: Cutting): SampleLine {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const end = cellEnd(sample, at, separator, quoting);
    cells.push(unquoted(sample.slice(at, end), quoting));
    const sign = sample[end];
    if (sign === separator) {
      at = end + 1;
      continue;
    }
    const lineEnd = sign === '\n' ? '\n' : sign === '\r' ? (sample[end + 1] === '\n' ? '\r\n' : '\r') : '';
    return { cells: cells.map(utf8), start, end: end + lineEnd.length, lineEnd };
  }
}

function cellEnd(sample: string, start: number, separator: string, quoting: boolean): number {
  let at = start;
  while (sample[at] === ' ') at++;
  if (quoting && sample[at] === '"') {
    at = sample.indexOf('"', at + 1);
    while (at >= 0 && sample[at + 1] === '"') at = sample.indexOf('"', at + 2);
    if (at < 0) return sample.length;
  }
  while (at < sample.length && sample[at] !== separator && sample[at] !== '\n' && sample[at] !== '\r') at++;
  return at;
}

/** The cell without the quotes around it; doubled ones in it are one. */
function unquoted(cell: string, quoting: boolean): string {
  const bare = cell.trim();
  const isQuoted = quoting && bare.length > 1 && bare.startsWith('"') && bare.endsWith('"');
  return isQuoted ? bare.slice(1, -1).replaceAll('""', '"') : cell;
}

const utf8 = (latin1: string) => Buffer.from(latin1, 'latin1').toString('utf8');
