import { Problem } from '@coincast/shared/http/errors';
import type { DatasetBuilder } from '../dataset.js';
import { isMissing } from '../row.rules.js';
import { cellKey, type RowCells } from './tokenize.js';

/** Puts a table's rows into a dataset: blank ones are none, and those that are longer than the header are told of. */
export class CsvRows {
  private readonly timeKey: string;
  private readonly priceKey: string;
  /** Where a row has a cell only if it is longer than the header, or too long altogether. */
  private readonly beyondHeader: string;
  private readonly beyondLimit: string;
  private readonly shownNames: string[];

  /** @throws Problem `too_many_columns` */
  constructor(
    names: readonly string[],
    private readonly maxColumns: number,
    private readonly builder: DatasetBuilder,
  ) {
    const { time, price } = builder.useHeader(names);
    this.timeKey = time === null ? '' : cellKey(time);
    this.priceKey = price === null ? '' : cellKey(price);
    this.beyondHeader = cellKey(names.length);
    this.beyondLimit = cellKey(maxColumns);
    this.shownNames = distinctNames(names);
  }

  /** @throws Problem `too_many_columns`, `too_many_rows` */
  add(cells: RowCells): void {
    if (cells[this.beyondHeader] !== undefined) this.checkLength(cells);
    const time = cells[this.timeKey];
    const price = cells[this.priceKey];
    if (isMissing(time) && isMissing(price) && Object.values(cells).every(isMissing)) return;
    this.builder.addCells(time, price, () => this.rowAsSent(cells));
  }

  private checkLength(cells: RowCells): void {
    if (cells[this.beyondLimit] !== undefined) {
      throw new Problem(
        'too_many_columns',
        `A row has more than ${this.maxColumns} cells. Send a time and a price column; no more are needed.`,
      );
    }
    const sent = Object.values(cells);
    if (sent.slice(this.shownNames.length).every(isMissing)) return;
    this.builder.warn({
      code: 'rows_longer_than_header',
      message: `Some rows have more cells than the header; what is beyond it was not read. If a comma in a number was taken for a separator, put the number in quotes or use another separator.`,
      example: sent.join(' | ').slice(0, 200),
    });
  }

  private rowAsSent(cells: RowCells): Record<string, string> {
    const entries = Object.values(cells).map((cell, i) => [this.shownNames[i] ?? `column_${i + 1}`, cell]);
    return Object.fromEntries(entries);
  }
}

/** Names that an object can have side by side: a column without a name gets one, and so does the second of the same. */
function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, i) => {
    let distinct = name.trim() === '' ? `column_${i + 1}` : name;
    for (let n = 2; taken.has(distinct); n++) distinct = `${name}_${n}`;
    taken.add(distinct);
    return distinct;
  });
}
