import { Problem } from '@coincast/shared/http/errors';
import { matchColumns } from './columns.rules.js';
import type { DatasetLimits } from './dataset-limits.js';
import type { DatasetWarning } from './dataset-warning.js';
import { GrowingColumn } from './growing-column.js';
import { InvalidRowList, type InvalidRows } from './invalid-rows.js';
import { PriceColumn } from './price.js';
import type { ReadingOptions } from './reading-options.js';
import { isMissing, isRecord, type RowFault } from './row.rules.js';
import { TimeColumn } from './time.js';

/** What was sent, checked and put in order. */
export interface Dataset {
  /** Epoch milliseconds of the valid rows, ascending. */
  times: Float64Array;
  /** Their prices, in the same order. */
  values: Float64Array;
  /** Valid rows whose time an earlier row has too. */
  duplicates: number;
  invalid: InvalidRows;
  /** The names of the columns that were read, as sent; null where there is none. */
  columns: { time: string | null; price: string | null };
  warnings: DatasetWarning[];
}

/** Which of a table's columns are read, by position; null where there is none. */
export interface TableColumns {
  time: number | null;
  price: number | null;
}

/** Takes rows one by one in the order sent and makes the dataset of them. */
export class DatasetBuilder {
  private index = 0;
  private readonly times = new GrowingColumn();
  private readonly values = new GrowingColumn();
  private readonly invalid = new InvalidRowList();
  private readonly timeColumn: TimeColumn;
  private readonly priceColumn: PriceColumn;
  private readonly columns: Dataset['columns'] = { time: null, price: null };
  private readonly warnings = new Map<DatasetWarning['code'], DatasetWarning>();

  constructor(
    options: ReadingOptions,
    private readonly limits: DatasetLimits,
  ) {
    this.timeColumn = new TimeColumn(options.dateOrder);
    this.priceColumn = new PriceColumn(options.decimal);
  }

  /** For data from where slashed dates begin with the day; before the first row. */
  preferDayFirst(): void {
    this.timeColumn.preferDayFirst();
  }

  /** Adds a warning; of several with one code the first counts. */
  warn(warning: DatasetWarning): void {
    if (!this.warnings.has(warning.code)) this.warnings.set(warning.code, warning);
  }

  /**
   * Chooses the columns of a table by its header: of several that match, the first.
   * @throws Problem `too_many_columns`
   */
  useHeader(names: readonly string[]): TableColumns {
    this.checkWidth(names.length);
    const { times, prices } = matchColumns(names);
    this.noteColumns(names, times, prices);
    if (times.length === 0) this.warn(noColumn('time', names));
    if (prices.length === 0) this.warn(noColumn('price', names));
    return { time: times[0] ?? null, price: prices[0] ?? null };
  }

  /** For a table without a time column whose rows are named by times: the caller gives these as the time cells. */
  useIndexAsTime(): void {
    this.columns.time = 'index';
    this.warnings.delete('no_time_column');
    this.warn({
      code: 'time_from_index',
      message: 'No column holds the time; the index of the rows was read as such.',
    });
  }

  /**
   * Adds a row of a table.
   * @param row makes the row as it was sent; asked only when it is invalid.
   * @throws Problem `too_many_rows`
   */
  addCells(time: unknown, price: unknown, row: () => unknown): void {
    const index = this.nextIndex();
    const fault = this.addIfValid(time, price);
    if (fault) this.invalid.add(index, fault, row);
  }

  /**
   * Adds a record, whose own fields say which is its time and which its price: of several that match, the first.
   * @throws Problem `too_many_rows`, `too_many_columns`
   */
  add(row: unknown): void {
    if (!isRecord(row)) {
      this.invalid.add(this.nextIndex(), 'not_a_dict', () => row);
      return;
    }
    const keys = Object.keys(row);
    this.checkWidth(keys.length);
    const { times, prices } = matchColumns(keys);
    this.noteColumns(keys, times, prices);
    const cellAt = (position: number | undefined) => (position === undefined ? undefined : row[keys[position] ?? '']);
    this.addCells(cellAt(times[0]), cellAt(prices[0]), () => row);
  }

  private nextIndex(): number {
    if (this.index >= this.limits.maxRows) {
      throw new Problem('too_many_rows', `The data has more than ${this.limits.maxRows} rows. Send fewer.`);
    }
    return this.index++;
  }

  private addIfValid(time: unknown, price: unknown): RowFault | undefined {
    if (isMissing(time)) return 'missing_time';
    if (isMissing(price)) return 'missing_price';
    const timeMs = this.timeColumn.read(time);
    if (Number.isNaN(timeMs)) return 'bad_time';
    const value = this.priceColumn.read(price);
    if (Number.isNaN(value)) return 'bad_price';
    this.timeColumn.keepAt(this.times.length);
    this.priceColumn.keepAt(this.times.length);
    this.times.push(timeMs);
    this.values.push(value);
    return undefined;
  }

  private checkWidth(columns: number): void {
    const { maxColumns } = this.limits;
    if (columns <= maxColumns) return;
    throw new Problem('too_many_columns', `The data has more than ${maxColumns} columns. Send the two that count.`);
  }

  private noteColumns(names: readonly string[], times: number[], prices: number[]): void {
    this.columns.time ??= names[times[0] ?? -1] ?? null;
    this.columns.price ??= names[prices[0] ?? -1] ?? null;
    if (times.length > 1) this.warn(severalColumns('time', names, times));
    if (prices.length > 1) this.warn(severalColumns('price', names, prices));
  }

  /** The valid rows sorted by time; rows of the same time stay in the order sent. */
  build(): Dataset {
    let times = this.times.view();
    let values = this.values.view();
    const warnings = [...this.warnings.values(), ...this.timeColumn.settle(times), ...this.priceColumn.settle(values)];
    if (!isAscending(times)) {
      const unsorted = times;
      const order = Uint32Array.from(unsorted, (_, i) => i);
      order.sort((a, b) => (unsorted[a] ?? 0) - (unsorted[b] ?? 0) || a - b);
      const inOrder = (column: Float64Array) => Float64Array.from(order, (i) => column[i] ?? Number.NaN);
      [times, values] = [inOrder(times), inOrder(values)];
    }
    const { columns } = this;
    return { times, values, duplicates: countRepeated(times), invalid: this.invalid.rows, columns, warnings };
  }
}

function isAscending(times: Float64Array): boolean {
  for (let i = 1; i < times.length; i++) if ((times[i] ?? 0) < (times[i - 1] ?? 0)) return false;
  return true;
}

function countRepeated(times: Float64Array): number {
  let repeated = 0;
  for (let i = 1; i < times.length; i++) if (times[i] === times[i - 1]) repeated++;
  return repeated;
}

type Role = 'time' | 'price';

function severalColumns(role: Role, names: readonly string[], matching: number[]): DatasetWarning {
  const [used, ...others] = matching.map((position) => `"${names[position]?.trim()}"`);
  return {
    code: `several_${role}_columns`,
    message: `Several columns can be the ${role}; ${used}, the first, was read, and not ${others.join(', ')}.`,
    example: others.join(', '),
  };
}

function noColumn(role: Role, names: readonly string[]): DatasetWarning {
  const wanted = { time: 'timestamp, ts, date, datetime or time', price: 'price, close, value, target or y' };
  const seen = names.slice(0, 10).join(', ').slice(0, 200);
  return { code: `no_${role}_column`, message: `No column is named ${wanted[role]}; the header is: ${seen}.` };
}
