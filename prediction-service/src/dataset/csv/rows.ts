import { Problem } from '@coincast/shared/http/errors';
import type { DatasetBuilder, TableColumns } from '../dataset.js';
import { isMissing } from '../row.rules.js';
import { cellKey, type RowCells } from './quoted-rows.js';

/** Puts a table's rows into a dataset: blank ones are none, and those that are longer than the header are told of. */
export class CsvRows {
  private readonly columns: TableColumns;
  private readonly separator: string;
  private readonly width: number;
  private readonly shownNames: string[];
  private readonly timeKey: string;
  private readonly priceKey: string;
  /** Where a row has a cell only if it is longer than the header. */
  private readonly beyondHeader: string;

  /** @throws Problem `too_many_columns` */
  constructor(
    header: { names: readonly string[]; separator: string },
    private readonly maxColumns: number,
    private readonly builder: DatasetBuilder,
  ) {
    this.columns = builder.useHeader(header.names);
    this.separator = header.separator;
    this.width = header.names.length;
    this.shownNames = distinctNames(header.names);
    this.timeKey = cellKey(this.columns.time ?? -1);
    this.priceKey = cellKey(this.columns.price ?? -1);
    this.beyondHeader = cellKey(this.width);
  }

  /** @throws Problem `too_many_columns`, `too_many_rows` */
  add(cells: RowCells): void {
    if (cells[this.beyondHeader] !== undefined) this.checkLength(Object.values(cells));
    this.addRow(cells[this.timeKey], cells[this.priceKey], () => Object.values(cells));
  }

  /**
   * Adds a row without quotes.
   * @throws Problem `too_many_columns`, `too_many_rows`
   */
  addLine(line: string): void {
    const { columns, separator } = this;
    let time: string | undefined;
    let price: string | undefined;
    let column = 0;
    for (let start = 0, end = 0; end < line.length; start = end + 1, column++) {
      end = line.indexOf(separator, start);
      if (end < 0) end = line.length;
      if (column === columns.time) time = line.slice(start, end);
      else if (column === columns.price) price = line.slice(start, end);
    }
    if (column > this.width) this.checkLength(line.split(separator));
    this.addRow(time, price, () => line.split(separator));
  }

  private addRow(time: string | undefined, price: string | undefined, cells: () => string[]): void {
    if (isMissing(time) && isMissing(price) && cells().every(isMissing)) return;
    this.builder.addCells(time, price, () => this.rowAsSent(cells()));
  }

  private checkLength(cells: readonly string[]): void {
    if (cells.length > this.maxColumns) {
      throw new Problem(
        'too_many_columns',
        `A row has more than ${this.maxColumns} cells. Send a time and a price column; no more are needed.`,
      );
    }
    if (cells.slice(this.width).every(isMissing)) return;
    this.builder.warn({
      code: 'rows_longer_than_header',
      message:
        'Some rows have more cells than the header; what is beyond it was not read. If a comma in a number was taken for a separator, put the number in quotes or use another separator.',
      example: cells.join(' | ').slice(0, 200),
    });
  }

  private rowAsSent(cells: readonly string[]): Record<string, string> {
    return Object.fromEntries(cells.map((cell, i) => [this.shownNames[i] ?? `column_${i + 1}`, cell]));
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
