import type { InvalidRow, Verdict } from '../gateway-client/index.js';
import type { DataTexts, Reader } from './data-texts.js';
import { faultWords } from './row-fault.rules.js';
import { cellText, type ShownCell } from './shown-cell.js';

/** A row that could not be used, as its table shows it. */
export interface InvalidRowView {
  /** As its owner counts: in the file, or among the rows that were sent. */
  line: string;
  time: ShownCell;
  price: ShownCell;
  what: string;
  fix: string;
  code: string;
}

/** What `parts/invalid-rows` shows. */
export interface InvalidRowsView {
  summary: string;
  /** `6 / 720`: of all rows. */
  share: string;
  timeColumn: string;
  priceColumn: string;
  rows: InvalidRowView[];
  /** Said below when not all of them are shown. */
  more: string | undefined;
}

const badTime = new Set(['bad_time', 'missing_time', 'not_a_dict']);
const badPrice = new Set(['bad_price', 'missing_price']);
const mostShown = 50;
/** Where a column is missing, every row has the same fault. */
const mostAlike = 5;

/**
 * The rows of a quote or of a job that could not be used.
 * @returns null when there are none.
 */
export function invalidRowsView(verdict: Verdict, { texts, formats }: Reader<DataTexts>): InvalidRowsView | null {
  const { rows, columns, invalid_rows: kept, format } = verdict;
  if (rows.invalid === 0) return null;
  const { invalidRows: words } = texts;
  const shownColumns = columnsToShow(verdict);
  const areAlike = rows.valid === 0 && (columns.time === null || columns.price === null);
  const shown = kept.slice(0, areAlike ? mostAlike : mostShown);
  return {
    summary: words.summary(rows.invalid),
    share: `${formats.number(rows.invalid)} / ${formats.number(rows.valid + rows.invalid)}`,
    timeColumn: cellText(shownColumns.time) || words.time,
    priceColumn: cellText(shownColumns.price) || words.price,
    rows: shown.map((row) => {
      const { time, price, code } = cellsOf(row, shownColumns);
      const hasTimeColumn = columns.time !== null;
      const hasPriceColumn = columns.price !== null;
      return {
        line: formats.number(lineOf(row, format)),
        time: { text: cellText(time), isBad: badTime.has(code) },
        price: { text: cellText(price), isBad: badPrice.has(code) },
        ...faultWords({ code, time, price, hasTimeColumn, hasPriceColumn }, words),
        code: cellText(code),
      };
    }),
    more:
      rows.invalid > shown.length ? (areAlike ? words.moreAlike : words.more)(shown.length, rows.invalid) : undefined,
  };
}

/** The columns that were found; in the place of one that was not, the next of the file's own, so that its owner sees what to rename. */
function columnsToShow({ columns, invalid_rows: [first] }: Verdict): Verdict['columns'] {
  const taken = new Set(['_error', columns.time, columns.price]);
  const others = Object.keys(first?.[1] ?? {}).filter((name) => !taken.has(name));
  return { time: columns.time ?? others.shift() ?? null, price: columns.price ?? others.shift() ?? null };
}

/** Where the time of such a row can be read, for a mark in the chart; in milliseconds. */
export function faultTimes({ invalid_rows, columns }: Verdict): number[] {
  return invalid_rows.flatMap((row) => {
    const { time, code } = cellsOf(row, columns);
    // Only what every reader takes for the same moment.
    const isPlain =
      typeof time === 'string' && /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?Z?$/.test(time);
    if (!isPlain || badTime.has(code)) return [];
    const iso = time.replace(' ', 'T').replace('Z', '');
    const timeMs = Date.parse(iso.length === 10 ? iso : `${iso}Z`);
    return Number.isFinite(timeMs) ? [timeMs] : [];
  });
}

/** Tables have a header above their first row; of JSON and Parquet the rows themselves are counted. */
function lineOf([index]: InvalidRow, format: string): number {
  return format === 'csv' || format === 'xlsx' ? index + 2 : index + 1;
}

function cellsOf([, row]: InvalidRow, columns: Verdict['columns']) {
  const code = String(row['_error']);
  const isRow = code !== 'not_a_dict';
  const cellAt = (column: string | null) => (column !== null && Object.hasOwn(row, column) ? row[column] : undefined);
  return { code, time: isRow ? cellAt(columns.time) : row['value'], price: isRow ? cellAt(columns.price) : undefined };
}
