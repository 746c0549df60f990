import { Problem } from '@coincast/shared/http/errors';
import type { DatasetBuilder } from '../dataset.js';
import type { DatasetLimits } from '../dataset-limits.js';
import type { CellContext } from './cells.js';
import { type FoundTable, findTable, isFilled } from './find-table.js';
import { readCellFormats } from './number-formats.js';
import { days1904 } from './serial-dates.js';
import { readSharedStrings } from './shared-strings.js';
import { readSheetRows, type SheetRow } from './sheet-rows.js';
import { readWorkbook, type Workbook } from './workbook.js';
import { shown, ZipArchive } from './zip-archive.js';

/**
 * Reads the table of a workbook; which sheet it is on and where it begins is found out. The sheet is read as a stream, so
 * memory grows with the rows and not with the file.
 * @throws Problem `unreadable_data`, `unsupported_media_type`, `invalid_request` for a workbook without any row, and one
 * for each limit.
 */
export async function readXlsx(content: Buffer, builder: DatasetBuilder, limits: DatasetLimits): Promise<void> {
  const archive = await ZipArchive.open(content, limits);
  const workbook = await readWorkbook(archive);
  const context = await readContext(archive, workbook);
  const table = await findTable(archive, workbook.sheets, context);
  if (!table) {
    throw new Problem('invalid_request', 'The workbook has no rows. Send one with a header and data.');
  }
  if (table.others.length > 0) warnOfOthers(table, builder);
  if (isCyrillic(table)) builder.preferDayFirst();
  await readTable(archive, table, context, builder);
}

async function readContext(archive: ZipArchive, workbook: Workbook): Promise<CellContext> {
  const { sharedStrings, styles, date1904 } = workbook;
  // Some programs name these parts and leave them out when no cell needs them.
  const has = (part: string | undefined): part is string => part !== undefined && archive.has(part);
  return {
    date1904,
    strings: has(sharedStrings) ? await readSharedStrings(archive, sharedStrings) : [],
    formats: has(styles) ? await readCellFormats(archive, styles) : [],
  };
}

async function readTable(archive: ZipArchive, table: FoundTable, context: CellContext, builder: DatasetBuilder) {
  const names = Array.from(table.header.cells, columnName);
  const { time, price } = builder.useHeader(names);
  let inTable = false;
  for await (const rows of readSheetRows(archive, table.sheet, context)) {
    for (const row of rows) {
      if (inTable && isFilled(row)) {
        const timeCell = time === null ? null : row.cells[time];
        const priceCell = price === null ? null : row.cells[price];
        builder.addCells(context.date1904 ? bareDate1904(timeCell) : timeCell, priceCell, () => asObject(names, row));
      }
      inTable ||= row.number === table.header.number;
    }
  }
}

function columnName(cell: unknown): string {
  return cell === undefined ? '' : cell instanceof Date ? cell.toISOString() : String(cell);
}

/** A day number of the calendar of 1904 whose cell has no date format, as one of the usual calendar. */
function bareDate1904(cell: unknown): unknown {
  return typeof cell === 'number' && cell >= 20_000 - days1904 && cell < 80_000 - days1904 ? cell + days1904 : cell;
}

function asObject(names: readonly string[], { cells }: SheetRow): Record<string, unknown> {
  const width = Math.max(names.length, cells.length);
  const nameOf = (column: number) => names[column]?.trim() || `column ${column + 1}`;
  const filled = (column: number) => column < names.length || cells[column] !== undefined;
  const columns = Array.from({ length: width }, (_, column) => column).filter(filled);
  return Object.fromEntries(columns.map((column) => [nameOf(column), cells[column] ?? null]));
}

function warnOfOthers({ sheet, others }: FoundTable, builder: DatasetBuilder): void {
  const named = others.slice(0, 5).map((name) => `"${shown(name)}"`);
  if (others.length > named.length) named.push(`${others.length - named.length} more`);
  builder.warn({
    code: 'several_sheets',
    message: `Several sheets have a time and a price column; "${shown(sheet.name)}" was read, and not ${named.join(', ')}.`,
    example: shown(sheet.name),
  });
}

/** Whether a Russian or another Cyrillic spreadsheet wrote the data, by their texts and the sheet's name. */
function isCyrillic({ sheet, firstRows }: FoundTable): boolean {
  const cyrillic = /\p{Script=Cyrillic}/u;
  return (
    cyrillic.test(sheet.name) ||
    firstRows.some(({ cells }) => cells.some((cell) => typeof cell === 'string' && cyrillic.test(cell)))
  );
}
