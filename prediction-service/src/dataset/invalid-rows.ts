import { jsonText } from './json-text.js';
import { describeInvalidRow, type RowFault } from './row.rules.js';

export interface InvalidRows {
  count: number;
  /** How many have each fault. */
  faults: Partial<Record<RowFault, number>>;
  /** The first of them as JSON texts of `[index, {_error, ...row}]`, as many as are kept. */
  kept: string[];
}

/** Of a job's invalid rows so many are kept, and no more text than this; their number is always exact. */
const maxKeptRows = 1_000;
const maxKeptChars = 256 * 1024;

/** Counts invalid rows and keeps the first of them. */
export class InvalidRowList {
  readonly rows: InvalidRows = { count: 0, faults: {}, kept: [] };
  private keptChars = 0;

  /** @param row makes the row as it was sent; asked only when it is kept. */
  add(index: number, fault: RowFault, row: () => unknown): void {
    const { rows } = this;
    rows.count++;
    rows.faults[fault] = (rows.faults[fault] ?? 0) + 1;
    if (rows.kept.length >= maxKeptRows || this.keptChars >= maxKeptChars) return;
    const text = jsonText([index, describeInvalidRow(row(), fault)]);
    this.keptChars += text.length;
    if (this.keptChars <= maxKeptChars) rows.kept.push(text);
  }
}
