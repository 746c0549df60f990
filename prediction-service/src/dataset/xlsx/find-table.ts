import { isHeader, matchColumns } from '../columns.rules.js';
import { isMissing } from '../row.rules.js';
import type { CellContext } from './cells.js';
import { readSheetRows, type SheetRow } from './sheet-rows.js';
import type { SheetPart } from './workbook.js';
import type { ZipArchive } from './zip-archive.js';

/** A header stands within so many rows of a sheet, below titles and notes. */
const firstRowCount = 50;

/** Where the data of a workbook are. */
export interface FoundTable {
  sheet: SheetPart;
  header: SheetRow;
  /** The first rows of the sheet, without blank ones. */
  firstRows: SheetRow[];
  /** Names of further sheets that could have been read. */
  others: string[];
}

/**
 * Finds the table: on the first sheet that has a header with a time and a price column, visible sheets before hidden
 * ones. Without such a header it is the first row that names either, and else the first that holds anything.
 * @returns undefined when no sheet holds anything.
 */
export async function findTable(
  archive: ZipArchive,
  sheets: readonly SheetPart[],
  context: CellContext,
): Promise<FoundTable | undefined> {
  const candidates: FoundTable[] = [];
  for (const sheet of [...sheets.filter(({ hidden }) => !hidden), ...sheets.filter(({ hidden }) => hidden)]) {
    const firstRows = await readFirstRows(archive, sheet, context);
    const header = firstRows.find(({ cells }) => isHeader(cells)) ?? firstRows.find(namesEither) ?? firstRows[0];
    if (header) candidates.push({ sheet, header, firstRows, others: [] });
  }
  const whole = candidates.filter(({ header }) => isHeader(header.cells));
  const [found, ...others] =
    whole.length > 0 ? whole : [candidates.find(({ header }) => namesEither(header)) ?? candidates[0]];
  return found && { ...found, others: others.flatMap((other) => (other ? [other.sheet.name] : [])) };
}

async function readFirstRows(archive: ZipArchive, sheet: SheetPart, context: CellContext): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of readSheetRows(archive, sheet, context)) {
    for (const row of batch) if (isFilled(row)) rows.push(row);
    if (rows.length >= firstRowCount) break;
  }
  return rows.slice(0, firstRowCount);
}

/** Whether a row holds anything; cells of spaces are nothing. */
export const isFilled = ({ cells }: SheetRow) => cells.some((cell) => !isMissing(cell));

function namesEither({ cells }: SheetRow): boolean {
  const { times, prices } = matchColumns(cells);
  return times.length + prices.length > 0;
}
