import { Problem } from '@coincast/shared/http/errors';
import { matchColumns } from '../columns.rules.js';
import type { DatasetBuilder } from '../dataset.js';
import { isRecord } from '../row.rules.js';
import { addColumns } from './json-columns.js';
import { isTimeIndex } from './time-index.js';

type Fields = Record<string, unknown>;
type Adding = (builder: DatasetBuilder) => void;

/**
 * Adds the rows of parsed JSON, in any of these shapes: an array of records; columns as arrays; one record; the
 * `orient` of pandas `split`, `columns` or `index`; each of them also as the field `data` of an object.
 * @throws Problem `invalid_request` for anything else, or for columns of different lengths; and one for each limit.
 */
export function addJsonRows(data: unknown, builder: DatasetBuilder): void {
  const add = shapeOf(data, true);
  if (!add) {
    throw new Problem(
      'invalid_request',
      'The data must be an array of rows, such as [{"timestamp": ..., "price": ...}], or a table, such as {"timestamp": [...], "price": [...]}.',
      { errors: [{ field: 'data', message: 'data must be an array of rows or a table' }] },
    );
  }
  add(builder);
}

/** How the rows of data are added, by their shape; undefined for a shape that is none. */
function shapeOf(data: unknown, mayWrap: boolean): Adding | undefined {
  if (Array.isArray(data)) return (builder) => addRecords(data, builder);
  if (!isRecord(data)) return undefined;
  if (Array.isArray(data['columns']) && Array.isArray(data['data'])) {
    const [names, rows, index] = [data['columns'], data['data'], data['index']];
    return (builder) => addSplit(names, rows, Array.isArray(index) ? index : [], builder);
  }
  const { times, prices } = matchColumns(Object.keys(data));
  const isTable = (field: unknown) => typeof field === 'object' && field !== null;
  const cells = Object.entries(data).filter((_, i) => times.includes(i) || prices.includes(i));
  const isOwn = times.length > 0 && prices.length > 0 && cells.every(([, cell]) => isTable(cell));
  const wrapped = mayWrap && !isOwn && isTable(data['data']) ? shapeOf(data['data'], false) : undefined;
  if (wrapped) return wrapped;
  if (cells.some(([, cell]) => isTable(cell))) return (builder) => addColumns(data, builder);
  if (cells.length > 0) return (builder) => builder.add(data);
  return isIndexed(data) ? (builder) => addIndexed(data, builder) : undefined;
}

/** pandas `orient=index`: each row under its index. */
function isIndexed(data: Fields): boolean {
  const rows = Object.values(data);
  if (!rows.every(isRecord)) return false;
  const { times, prices } = matchColumns(Object.keys(rows[0] ?? {}));
  return times.length + prices.length > 0;
}

function addIndexed(data: Fields, builder: DatasetBuilder): void {
  const index = Object.keys(data);
  const rows = Object.values(data).filter(isRecord);
  const names = Object.keys(rows[0] ?? {});
  if (matchColumns(names).times.length > 0 || !isTimeIndex(index)) {
    addRecords(rows, builder);
    return;
  }
  const price = names[builder.useHeader(names).price ?? -1] ?? '';
  builder.useIndexAsTime();
  rows.forEach((row, i) => {
    builder.addCells(index[i], row[price], () => ({ index: index[i], ...row }));
  });
}

/** Most arrays have records of one and the same form, whose columns need not be looked for again and again. */
function addRecords(rows: readonly unknown[], builder: DatasetBuilder): void {
  let keys: string[] = [];
  let [timeKey, priceKey] = ['', ''];
  for (const row of rows) {
    if (keys.length > 0 && isRecord(row) && hasKeys(row, keys)) {
      builder.addCells(row[timeKey], row[priceKey], () => row);
      continue;
    }
    builder.add(row);
    if (!isRecord(row)) continue;
    const { times, prices } = matchColumns(Object.keys(row));
    // A form with both columns only: another one's cells are not there to be read.
    keys = times.length > 0 && prices.length > 0 ? Object.keys(row) : [];
    [timeKey, priceKey] = [keys[times[0] ?? -1] ?? '', keys[prices[0] ?? -1] ?? ''];
  }
}

/** Whether a record has these keys and no others, in this order. */
function hasKeys(record: Fields, keys: readonly string[]): boolean {
  let count = 0;
  for (const key in record) if (key !== keys[count++]) return false;
  return count === keys.length;
}

/** pandas `orient=split`: the names of the columns, each row as an array of cells, and the names of the rows. */
function addSplit(
  columns: readonly unknown[],
  rows: readonly unknown[],
  index: readonly unknown[],
  builder: DatasetBuilder,
): void {
  const names = columns.map((name) => (Array.isArray(name) ? name.join(' ') : String(name)));
  const { time, price } = builder.useHeader(names);
  const byIndex = time === null && index.length === rows.length && isTimeIndex(index);
  if (byIndex) builder.useIndexAsTime();
  for (const [i, row] of rows.entries()) {
    if (!Array.isArray(row)) {
      builder.add(row);
      continue;
    }
    builder.addCells(byIndex ? index[i] : row[time ?? -1], row[price ?? -1], () =>
      Object.fromEntries(row.map((cell: unknown, i) => [names[i] ?? `column_${i + 1}`, cell])),
    );
  }
}
