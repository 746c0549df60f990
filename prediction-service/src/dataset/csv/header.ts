import { isHeader } from '../columns.rules.js';
import { type Cutting, type SampleLine, sampleLines } from './sample-lines.js';

/** A table's header with what it tells about the lines below. */
export interface TableHeader {
  separator: string;
  names: string[];
  /** Where the header line and the rows begin, in bytes. */
  start: number;
  rowsStart: number;
  newline: '\n' | '\r';
  /** Whether the header line ends within the beginning that was looked at. */
  endsLine: boolean;
}

const separators = [',', ';', '\t', '|'];
/** Titles and remarks above a header are fewer than this. */
const maxLines = 50;
/** The first line by which a file tells Excel its separator. */
const separatorLine = /^sep=([^"\r\n])(\r\n|\r|\n|$)/i;

/**
 * Finds the header of a table in its beginning: the first line that names both a time and a price column, whichever
 * separator shows it; without one, the first line that is not blank, cut by the separator that makes the lines most alike.
 */
export function findHeader(beginning: Buffer): TableHeader {
  const sample = beginning.toString('latin1');
  const told = separatorLine.exec(sample);
  const from = told?.[0].length ?? 0;
  const candidates = (told ? [told[1] ?? ','] : separators).map((separator) => {
    return candidate(sample.slice(from), { separator, quoting: true, maxLines });
  });
  const best = candidates.reduce((a, b) => (isBetter(b, a) ? b : a));
  const { separator, line } = best;
  return {
    separator,
    names: line.cells,
    start: from + line.start,
    rowsStart: from + line.end,
    newline: line.lineEnd === '\r' ? '\r' : '\n',
    endsLine: line.lineEnd !== '',
  };
}

/** Whether one of the first lines of a text is a header without quotes. */
export function namesColumns(beginning: Buffer): boolean {
  const sample = beginning.toString('latin1');
  return separators.some((separator) =>
    sampleLines(sample, { separator, quoting: false, maxLines }).some(({ cells }) => isHeader(cells)),
  );
}

interface Candidate {
  separator: string;
  line: SampleLine;
  namesColumns: boolean;
  /** Of the lines below, the share that has as many cells. */
  alike: number;
}

function candidate(sample: string, cutting: Cutting): Candidate {
  const lines = sampleLines(sample, cutting).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const named = lines.findIndex(({ cells }) => isHeader(cells));
  const line = lines[Math.max(0, named)] ?? { cells: [], start: 0, end: 0, lineEnd: '' };
  const below = lines.slice(Math.max(0, named) + 1);
  const width = line.cells.length;
  const like = below.filter(({ cells }) => cells.length === width).length;
  const alike = width < 2 ? 0 : below.length === 0 ? 1 : like / below.length;
  return { separator: cutting.separator, line, namesColumns: named >= 0, alike };
}

function isBetter(one: Candidate, other: Candidate): boolean {
  if (one.namesColumns !== other.namesColumns) return one.namesColumns;
  if (one.alike !== other.alike) return one.alike > other.alike;
  return one.line.cells.length > other.line.cells.length;
}
