import { Problem } from '@coincast/shared/http';
import { jsonText } from './json-text.js';
import { checkRow, describeInvalidRow, type RowColumns, type RowFault } from './row.rules.js';

/** What was sent, checked and put in order. */
export interface Dataset {
  /** Epoch milliseconds of the valid rows, ascending. */
  times: Float64Array;
  /** Their prices, in the same order. */
  values: Float64Array;
  invalid: InvalidRows;
}

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

/** Takes rows one by one in the order sent and makes the dataset of them. */
export class DatasetBuilder {
  private index = 0;
  private readonly times: number[] = [];
  private readonly values: number[] = [];
  private readonly invalid: InvalidRows = { count: 0, faults: {}, kept: [] };
  private keptChars = 0;
  private ascending = true;

  /** @param maxRows most rows, valid or not. */
  constructor(private readonly maxRows: number) {}

  /** @throws Problem `invalid_request` when there are too many rows. */
  add(row: unknown, columns?: RowColumns): void {
    if (this.index >= this.maxRows) {
      throw new Problem('invalid_request', `The data has more than ${this.maxRows} rows. Send fewer.`);
    }
    const index = this.index++;
    const checked = checkRow(row, columns);
    if (!checked.valid) {
      this.addInvalid(index, row, checked.fault);
      return;
    }
    const last = this.times.at(-1);
    if (last !== undefined && checked.time < last) this.ascending = false;
    this.times.push(checked.time);
    this.values.push(checked.price);
  }

  private addInvalid(index: number, row: unknown, fault: RowFault): void {
    this.invalid.count++;
    this.invalid.faults[fault] = (this.invalid.faults[fault] ?? 0) + 1;
    if (this.invalid.kept.length >= maxKeptRows || this.keptChars >= maxKeptChars) return;
    const text = jsonText([index, describeInvalidRow(row, fault)]);
    this.keptChars += text.length;
    if (this.keptChars <= maxKeptChars) this.invalid.kept.push(text);
  }

  /** The valid rows sorted by time; rows of the same time stay in the order sent. */
  build(): Dataset {
    const { times, values, invalid } = this;
    if (this.ascending) return { times: Float64Array.from(times), values: Float64Array.from(values), invalid };
    const order = Uint32Array.from(times, (_, i) => i).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
    const inOrder = (column: number[]) => Float64Array.from(order, (i) => column[i] ?? Number.NaN);
    return { times: inOrder(times), values: inOrder(values), invalid };
  }
}
