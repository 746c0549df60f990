import type { DatasetBuilder } from '../dataset.js';
import type { DatasetLimits } from '../dataset-limits.js';
import { type CellReader, cellReaderOf } from './cells.js';
import { type InflateBudget, inflatesTooLarge, readColumnChunk } from './column-chunk.js';
import { checkCodec } from './decompress.js';
import { type FlatColumn, type Footer, locateChunk, readFooter } from './footer.js';
import { decoding } from './unreadable.js';

/** A column that is read. */
interface ReadColumn extends FlatColumn {
  reader: CellReader;
}

/**
 * Reads the time and the price column of a Parquet file, one row group at a time; other columns are not decoded. A row
 * whose time and price are both null is a row without a time, for what else it holds is not known.
 * @throws Problem `unreadable_data` for what is broken or lies about itself, `unsupported_media_type` for what is
 * encrypted or compressed with LZO, `too_many_rows`, `too_many_columns`, `row_too_large`,
 * `inflates_too_large`
 */
export async function readParquet(content: Buffer, builder: DatasetBuilder, limits: DatasetLimits): Promise<void> {
  const footer = readFooter(content, limits);
  const found = builder.useHeader(footer.columns.map(({ name }) => name));
  const time = readColumnAt(footer, found.time, limits);
  const price = readColumnAt(footer, found.price, limits);
  const budget = checkClaims(footer, [time, price], limits);
  for (let i = 0; i < footer.rowGroups.length; i++) {
    const times = readCells(content, footer, i, time, budget);
    const prices = readCells(content, footer, i, price, budget);
    addRows(builder, footer.rowGroups[i]?.rows ?? 0, { column: time, cells: times }, { column: price, cells: prices });
  }
}

function readColumnAt({ columns }: Footer, position: number | null, limits: DatasetLimits): ReadColumn | null {
  const column = columns[position ?? -1];
  return column ? { ...column, reader: cellReaderOf(column.element, limits) } : null;
}

/** Checks all chunks before the first is decoded, so that a file that cannot be read costs nothing. */
function checkClaims(footer: Footer, columns: (ReadColumn | null)[], limits: DatasetLimits): InflateBudget {
  const { maxInflatedBytes } = limits;
  let claimed = 0;
  for (const column of columns) {
    if (!column) continue;
    for (let i = 0; i < footer.rowGroups.length; i++) {
      if (footer.rowGroups[i]?.rows === 0) continue;
      const { meta } = locateChunk(footer, i, column);
      checkCodec(meta.codec, column.name);
      claimed += Number(meta.total_uncompressed_size);
    }
  }
  if (claimed > maxInflatedBytes) throw inflatesTooLarge(maxInflatedBytes);
  return { bytesLeft: maxInflatedBytes, maxBytes: maxInflatedBytes };
}

function readCells(
  content: Buffer,
  footer: Footer,
  group: number,
  column: ReadColumn | null,
  budget: InflateBudget,
): unknown[] {
  if (!column || footer.rowGroups[group]?.rows === 0) return [];
  const chunk = locateChunk(footer, group, column);
  return decoding(`Column "${column.name}" cannot be read in row group ${group + 1}.`, () =>
    readColumnChunk(content, chunk, column.element, column.reader, budget),
  );
}

interface ColumnCells {
  column: ReadColumn | null;
  cells: unknown[];
}

function addRows(builder: DatasetBuilder, rows: number, time: ColumnCells, price: ColumnCells): void {
  // One date for all rows: a million of them cost more than the rest of the reading.
  const date = new Date(0);
  const exactTimes = time.column?.reader.exactTimes === true;
  const exactPrices = price.column?.reader.exactTimes === true;
  let index = 0;
  const row = () => ({ ...shown(time, index), ...shown(price, index) });
  for (; index < rows; index++) {
    const timeCell = time.cells[index];
    const priceCell = price.cells[index];
    const asDate = exactTimes && typeof timeCell === 'number';
    if (asDate) date.setTime(timeCell);
    // A time is no price, whatever number it is stored as.
    builder.addCells(asDate ? date : timeCell, exactPrices && priceCell !== null ? date : priceCell, row);
  }
}

/** The cell as people write it. */
function shown({ column, cells }: ColumnCells, index: number): Record<string, unknown> {
  if (!column) return {};
  const cell = cells[index];
  const date = column.reader.exactTimes && typeof cell === 'number' ? new Date(cell) : undefined;
  return { [column.name]: date && !Number.isNaN(date.getTime()) ? date : cell };
}
