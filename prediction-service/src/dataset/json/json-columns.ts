import { Problem } from '@coincast/shared/http/errors';
import type { DatasetBuilder } from '../dataset.js';
import { isRecord } from '../row.rules.js';
import { isTimeIndex } from './time-index.js';

/**
 * Adds a table whose columns are arrays, or objects with a field a row (the default of pandas, `{"0": ..., "1": ...}`).
 * @throws Problem `invalid_request` when the time and the price column do not have the same rows; `too_many_columns`,
 * `too_many_rows`
 */
export function addColumns(table: Record<string, unknown>, builder: DatasetBuilder): void {
  const names = Object.keys(table);
  const { time, price } = builder.useHeader(names);
  const read = [time, price].flatMap((position) => names[position ?? -1] ?? []);
  const [first, second] = read.map((name) => ({ name, rows: rowsOf(table[name]) }));
  if (first && second && !areAlike(first.rows, second.rows)) throw unlike(first, second);
  const [times, prices] = [time, price].map((position) => table[names[position ?? -1] ?? '']);
  const rows = first?.rows ?? 0;
  const isIndexed = time === null && typeof rows !== 'number' && isTimeIndex(rows);
  if (isIndexed) builder.useIndexAsTime();
  const addRow = (row: number | string) => {
    const timeCell = isIndexed ? row : cellAt(times, row);
    builder.addCells(timeCell, cellAt(prices, row), () => rowAsSent(table, row));
  };
  if (typeof rows !== 'number') rows.forEach(addRow);
  else for (let row = 0; row < rows; row++) addRow(row);
}

/** How many rows an array has, or their keys; none when it is no column. */
type Rows = number | string[];

function rowsOf(column: unknown): Rows {
  if (Array.isArray(column)) return column.length;
  return isRecord(column) ? Object.keys(column) : [];
}

function areAlike(one: Rows, other: Rows): boolean {
  if (typeof one === 'number' || typeof other === 'number') return one === other;
  const keys = new Set(one);
  return one.length === other.length && other.every((key) => keys.has(key));
}

function cellAt(column: unknown, row: number | string): unknown {
  if (Array.isArray(column)) return column[Number(row)];
  return isRecord(column) && Object.hasOwn(column, row) ? column[row] : undefined;
}

function rowAsSent(table: Record<string, unknown>, row: number | string): Record<string, unknown> {
  const cells = Object.entries(table).map(([name, column]) => [name, cellAt(column, row)]);
  return Object.fromEntries(cells.filter(([, cell]) => cell !== undefined));
}

function unlike(...columns: { name: string; rows: Rows }[]): Problem {
  const told = columns.map(({ name, rows }) => `"${name}" has ${typeof rows === 'number' ? rows : rows.length}`);
  const detail = `The columns do not have the same rows: ${told.join(', ')}. Send as many values in each.`;
  return new Problem('invalid_request', detail, {
    errors: [{ field: 'data', message: 'the columns must have the same rows' }],
  });
}
