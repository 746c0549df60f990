import { Problem } from '@coincast/shared/http/errors';
import { type CellContext, cellValue, type RawCell } from './cells.js';
import { RichText } from './shared-strings.js';
import type { SheetPart } from './workbook.js';
import { parseXml } from './xml.js';
import { broken, shown, type ZipArchive } from './zip-archive.js';

/** The largest sheet that spreadsheets know. */
const maxSheetRows = 1_048_576;
const maxSheetColumns = 16_384;

export interface SheetRow {
  /** From 1, as the sheet shows it. */
  number: number;
  /** By column; where a sheet has no cell there is none here either, or null. */
  cells: unknown[];
}

/**
 * The rows of a sheet that hold something, batch by batch as the sheet unpacks, in the order of the file. The sheet has
 * been whole when the last batch has come.
 * @throws Problem `unreadable_data`, `too_many_columns`, `row_too_large`
 */
export async function* readSheetRows(
  archive: ZipArchive,
  sheet: SheetPart,
  context: CellContext,
): AsyncGenerator<SheetRow[]> {
  const collector = new RowCollector(archive, sheet, context);
  for await (const _ of parseXml(archive, sheet.part, collector)) {
    if (collector.rows.length > 0) yield collector.takeRows();
  }
  if (collector.rows.length > 0) yield collector.takeRows();
  if (!collector.sawData) throw broken(`"${shown(sheet.part)}" is no sheet of cells`);
}

/** Gathers rows from the elements of a sheet's XML. */
class RowCollector {
  rows: SheetRow[] = [];
  /** Whether there was a table of cells, be it empty. */
  sawData = false;
  private row: SheetRow | undefined;
  private rowNumber = 0;
  private rowChars = 0;
  private column = 0;
  private cell: RawCell | undefined;
  private readonly inline = new RichText();
  private textOf: 'value' | 'formula' | undefined;

  constructor(
    private readonly archive: ZipArchive,
    private readonly sheet: SheetPart,
    private readonly context: CellContext,
  ) {}

  takeRows(): SheetRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open(name: string, attributes: Record<string, string>): void {
    switch (name) {
      case 'c':
        this.beginCell(attributes);
        break;
      case 'v':
        this.beginText('value');
        break;
      case 'f':
        this.beginText('formula');
        break;
      case 'row':
        this.beginRow(attributes.r);
        break;
      case 'sheetData':
        this.sawData = true;
        break;
      default:
        if (this.cell) this.inline.open(name);
    }
  }

  text(piece: string): void {
    if (!this.cell) return;
    if (this.textOf) this.cell[this.textOf] += piece;
    else this.inline.add(piece);
  }

  close(name: string): void {
    if (name === 'c') this.endCell();
    else if (name === 'row') this.endRow();
    else if (name === 'v' || name === 'f') this.textOf = undefined;
    else if (this.cell) this.inline.close(name);
  }

  private beginRow(reference: string | undefined): void {
    this.rowNumber = reference === undefined ? this.rowNumber + 1 : Number(reference);
    if (!(Number.isInteger(this.rowNumber) && this.rowNumber >= 1 && this.rowNumber <= maxSheetRows)) {
      throw broken(`sheet "${shown(this.sheet.name)}" numbers a row "${shown(String(reference))}"`);
    }
    this.row = { number: this.rowNumber, cells: [] };
    this.rowChars = 0;
    this.column = 0;
  }

  private beginCell({ r, t = 'n', s }: Record<string, string>): void {
    if (!this.row) throw broken(`sheet "${shown(this.sheet.name)}" has a cell outside of its rows`);
    this.column = r === undefined ? this.column + 1 : columnOf(r);
    if (!(this.column >= 1 && this.column <= maxSheetColumns)) {
      throw broken(`sheet "${shown(this.sheet.name)}" has a cell "${shown(String(r))}" in row ${this.rowNumber}`);
    }
    this.inline.clear();
    this.cell = { type: t, style: s, value: undefined, formula: undefined, inlineText: '' };
  }

  private beginText(field: 'value' | 'formula'): void {
    if (!this.cell) return;
    this.textOf = field;
    this.cell[field] = '';
  }

  private endCell(): void {
    const { cell, row, column, sheet } = this;
    this.cell = undefined;
    this.textOf = undefined;
    if (!cell || !row) return;
    if (cell.type === 'inlineStr') cell.inlineText = this.inline.text;
    const value = cellValue(cell, this.context);
    if (value === null || value === '') return;
    const { maxColumns, maxRowBytes } = this.archive.limits;
    // Empty cells that only have a format may reach further than any table.
    if (column > maxColumns) {
      throw new Problem(
        'too_many_columns',
        `Row ${row.number} of sheet "${shown(sheet.name)}" has more than ${maxColumns} columns, the limit. Send the two that count.`,
      );
    }
    if (typeof value === 'string') this.rowChars += value.length;
    if (this.rowChars > maxRowBytes) {
      throw new Problem(
        'row_too_large',
        `Row ${row.number} of sheet "${shown(sheet.name)}" holds more than ${maxRowBytes} bytes, the limit of a row.`,
      );
    }
    row.cells[column - 1] = value;
  }

  private endRow(): void {
    if (this.row && this.row.cells.length > 0) this.rows.push(this.row);
    this.row = undefined;
  }
}

/** The column of a reference such as `AB12`, from 1; NaN when it is none. */
export function columnOf(reference: string): number {
  let column = 0;
  let i = 0;
  for (; i < reference.length && i < 4; i++) {
    const letter = reference.charCodeAt(i) & ~32;
    if (letter < 65 || letter > 90) break;
    column = 26 * column + letter - 64;
  }
  return i > 0 && i < reference.length ? column : Number.NaN;
}
