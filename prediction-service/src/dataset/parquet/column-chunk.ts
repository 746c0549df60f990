import { Problem } from '@coincast/shared/http/errors';
import type { DataPageHeader, DataReader, DecodedArray, PageHeader, SchemaElement } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import type { CellReader } from './cells.js';
import { checkThrift } from './check-thrift.js';
import { decompress } from './decompress.js';
import type { LocatedChunk } from './footer.js';
import { maxHeaderBytes, maxPageBytes } from './page-limits.js';
import { readRuns } from './run-lengths.js';
import { decodeValues } from './values.js';

/** How much our columns may still unpack to. */
export interface InflateBudget {
  bytesLeft: number;
  maxBytes: number;
}

/**
 * Decodes a column's part of a row group, page by page. The walk over the pages is our own, and not hyparquet's, because
 * what each page claims must be checked before anything is allocated for it.
 * @returns a cell a row; null where there is none.
 * @throws Problem `inflates_too_large`; any other error means that the bytes are not what they claim.
 */
export function readColumnChunk(
  content: Buffer,
  { start, end, meta }: LocatedChunk,
  element: SchemaElement,
  reader: CellReader,
  budget: InflateBudget,
): unknown[] {
  const rows = Number(meta.num_values);
  const cells = new Array<unknown>(rows);
  let dictionary: ArrayLike<unknown> | undefined;
  let filled = 0;
  let at = start;
  while (filled < rows) {
    const headerEnd = Math.min(end, at + maxHeaderBytes);
    const source: DataReader = {
      view: new DataView(content.buffer, content.byteOffset + at, headerEnd - at),
      offset: 0,
    };
    checkThrift(content.subarray(at, headerEnd));
    const header = parquetHeader(source);
    at += source.offset;
    checkSizes(header, end - at, budget);
    const bytes = content.subarray(at, at + header.compressed_page_size);
    at += header.compressed_page_size;
    if (header.dictionary_page_header) {
      const page = decompress(meta.codec, bytes, header.uncompressed_page_size);
      dictionary = cellsOf(decodeValues(page, 0, 'PLAIN', header.dictionary_page_header.num_values, element), reader);
    } else if (header.data_page_header || header.data_page_header_v2) {
      const page = readDataPage(header, bytes, meta.codec, element, rows - filled);
      fill(cells, filled, page, page.indexed ? dictionary : cellsOf(page.values, reader));
      filled += page.count;
    } else if (header.type !== 'INDEX_PAGE') {
      throw new RangeError('a page of an unknown type');
    }
  }
  return cells;
}

/** Decoders give no array of the type when there is no value. */
const cellsOf = (values: DecodedArray, reader: CellReader) => (values.length === 0 ? [] : reader.cellsOf(values));

function checkSizes(header: PageHeader, bytesLeft: number, budget: InflateBudget): void {
  const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
  if (!(packed >= 0 && packed <= bytesLeft && unpacked >= 0)) throw new RangeError('a page reaches beyond its column');
  budget.bytesLeft -= unpacked;
  if (unpacked > maxPageBytes) {
    throw new Problem(
      'inflates_too_large',
      `A page of the Parquet file unpacks to ${unpacked} bytes; at most ${maxPageBytes} are read.`,
    );
  }
  if (budget.bytesLeft < 0) throw inflatesTooLarge(budget.maxBytes);
}

export const inflatesTooLarge = (maxBytes: number) =>
  new Problem('inflates_too_large', `The time and the price unpack to more than ${maxBytes} bytes. Send fewer rows.`);

/** The values of a page. */
interface DataPage {
  /** Rows, with those that are null. */
  count: number;
  /** 1 for each row that has a value; undefined when all have one. */
  levels: Int32Array | undefined;
  /** What is there, without nulls; places in the dictionary when `indexed`. */
  values: DecodedArray;
  indexed: boolean;
}

function readDataPage(
  header: PageHeader,
  bytes: Uint8Array,
  codec: LocatedChunk['meta']['codec'],
  element: SchemaElement,
  rowsLeft: number,
): DataPage {
  const second = header.data_page_header_v2;
  const { num_values: count, encoding } = (second ?? header.data_page_header) as Pick<
    DataPageHeader,
    'num_values' | 'encoding'
  >;
  if (!(count >= 0 && count <= rowsLeft)) throw new RangeError('a page has more values than the row group has rows');
  const nullable = element.repetition_type !== 'REQUIRED';
  const levels = nullable ? new Int32Array(count) : undefined;
  let page: Uint8Array;
  let at = 0;
  if (second) {
    const { repetition_levels_byte_length: skipped, definition_levels_byte_length: length } = second;
    if (!(skipped >= 0 && length >= 0 && skipped + length <= bytes.length))
      throw new RangeError('levels beyond the page');
    if (levels) readRuns(bytes.subarray(0, skipped + length), skipped, 1, levels);
    const rest = bytes.subarray(skipped + length);
    const packed = second.is_compressed === false ? 'UNCOMPRESSED' : codec;
    page = decompress(packed, rest, header.uncompressed_page_size - skipped - length);
  } else {
    page = decompress(codec, bytes, header.uncompressed_page_size);
    if (levels) {
      at = 4 + new DataView(page.buffer).getUint32(0, true);
      readRuns(page.subarray(0, at), 4, 1, levels);
    }
  }
  const present = levels ? sum(levels) : count;
  const values = decodeValues(page, at, encoding, present, element);
  return { count, levels: present === count ? undefined : levels, values, indexed: encoding.endsWith('_DICTIONARY') };
}

function sum(levels: Int32Array): number {
  let total = 0;
  for (let i = 0; i < levels.length; i++) total += levels[i] ?? 0;
  return total;
}

/** @param lookup what the places of the page stand for; a page of nulls alone needs none. */
function fill(cells: unknown[], from: number, page: DataPage, lookup: ArrayLike<unknown> = []): void {
  const { count, levels, values, indexed } = page;
  let next = 0;
  for (let i = 0; i < count; i++) {
    if (levels && levels[i] !== 1) {
      cells[from + i] = null;
      continue;
    }
    const place = indexed ? (values[next] as number) : next;
    if (place >= lookup.length) throw new RangeError('a value that is not in the dictionary');
    cells[from + i] = lookup[place];
    next++;
  }
}
