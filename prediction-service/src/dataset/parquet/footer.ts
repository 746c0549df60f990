import { Problem } from '@coincast/shared/http/errors';
import type { ColumnChunk, ColumnMetaData, FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { parquetMetadata, parquetSchema } from 'hyparquet';
import type { DatasetLimits } from '../dataset-limits.js';
import { checkThrift } from './check-thrift.js';
import { decoding, unreadable } from './unreadable.js';

/** A column that holds one value a row. */
export interface FlatColumn {
  name: string;
  element: SchemaElement;
  /** Its place among the chunks of a row group. */
  leaf: number;
}

/** What the end of a Parquet file says of the rest, as far as we need it and checked against the file itself. */
export interface Footer {
  /** Columns of one value a row, in the order of the file. */
  columns: FlatColumn[];
  rowGroups: { rows: number; chunks: ColumnChunk[] }[];
  /** Where the data ends and the footer begins. */
  dataEnd: number;
}

/** Thousands of columns in hundreds of row groups; decoded it takes many times this. */
const maxFooterBytes = 16 * 1024 * 1024;

/**
 * Reads the footer; no data are decoded.
 * @throws Problem `unreadable_data`, `unsupported_media_type` (encrypted), `too_many_rows`, `too_many_columns`
 */
export function readFooter(content: Buffer, limits: DatasetLimits): Footer {
  const length = footerLength(content);
  const dataEnd = content.length - 8 - length;
  const metadata = decoding('Its footer cannot be understood.', () => metadataOf(content.subarray(dataEnd)));
  const rows = Number(metadata.num_rows);
  if (rows > limits.maxRows) {
    throw new Problem(
      'too_many_rows',
      `The Parquet file says that it has ${rows} rows; at most ${limits.maxRows} are read. Send fewer.`,
    );
  }
  const columns = decoding('Its schema cannot be understood.', () => flatColumns(parquetSchema(metadata), limits));
  const rowGroups = metadata.row_groups.map((group) => ({ rows: Number(group.num_rows), chunks: group.columns }));
  const sum = rowGroups.reduce((total, group) => (group.rows >= 0 ? total + group.rows : Number.NaN), 0);
  if (sum !== rows) throw unreadable(`Its footer says ${rows} rows, its row groups have ${sum}.`);
  return { columns, rowGroups, dataEnd };
}

function footerLength(content: Buffer): number {
  const magic = content.toString('latin1', Math.max(4, content.length - 4));
  if (magic === 'PARE' || content.toString('latin1', 0, 4) === 'PARE') throw encrypted('The Parquet file');
  if (content.toString('latin1', 0, 4) !== 'PAR1') throw unreadable('It does not begin with PAR1.');
  if (content.length < 12) throw unreadable('It is too short to hold a footer.');
  if (magic !== 'PAR1') throw unreadable('It does not end with PAR1: its end is missing.');
  const length = content.readUInt32LE(content.length - 8);
  if (length > content.length - 12) {
    throw unreadable(`Its footer is said to be ${length} bytes long; the file has ${content.length}.`);
  }
  if (length > maxFooterBytes)
    throw unreadable(`Its footer is ${length} bytes long; at most ${maxFooterBytes} are read.`);
  return length;
}

/** The footer with whole copies of what is kept, so that the content can be let go. */
function metadataOf(end: Uint8Array): FileMetaData {
  checkThrift(end);
  const metadata = parquetMetadata(Uint8Array.from(end), { geoparquet: false });
  if (typeof metadata.num_rows !== 'bigint' || metadata.num_rows < 0n) throw new RangeError('no number of rows');
  return metadata;
}

function flatColumns(root: SchemaTree, { maxColumns }: DatasetLimits): FlatColumn[] {
  if (root.children.length > maxColumns) {
    throw new Problem(
      'too_many_columns',
      `The Parquet file has ${root.children.length} columns; at most ${maxColumns} are read. Send the two that count.`,
    );
  }
  const columns: FlatColumn[] = [];
  let leaf = 0;
  for (const { element, children } of root.children) {
    if (element.type && children.length === 0 && element.repetition_type !== 'REPEATED') {
      columns.push({ name: element.name, element, leaf });
    }
    leaf += element.type ? 1 : countLeaves(children);
  }
  return columns;
}

const countLeaves = (nodes: SchemaTree[]): number =>
  nodes.reduce((sum, { element, children }) => sum + (element.type ? 1 : countLeaves(children)), 0);

/** Where the bytes of a column chunk are. */
export interface LocatedChunk {
  start: number;
  end: number;
  meta: ColumnMetaData;
}

/**
 * Finds a column's chunk of a row group.
 * @throws Problem `unreadable_data` when it is not inside the file or does not fit the group, `unsupported_media_type`
 * when it is encrypted.
 */
export function locateChunk(footer: Footer, groupIndex: number, column: FlatColumn): LocatedChunk {
  const group = footer.rowGroups[groupIndex];
  const chunk = group?.chunks[column.leaf];
  const where = `column "${column.name}" in row group ${groupIndex + 1}`;
  if (chunk?.crypto_metadata) throw encrypted(`The Parquet file’s ${where}`);
  const meta = chunk?.meta_data;
  if (!group || !meta || chunk.file_path) throw unreadable(`There are no data for ${where}.`);
  if (meta.path_in_schema.length !== 1 || meta.path_in_schema[0] !== column.name || meta.type !== column.element.type) {
    throw unreadable(`The data for ${where} belong to another column.`);
  }
  const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
  const end = start + Number(meta.total_compressed_size);
  if (!(start >= 4 && end >= start && end <= footer.dataEnd)) {
    throw unreadable(
      `The data for ${where} are said to be at bytes ${start} to ${end}; the data end at ${footer.dataEnd}.`,
    );
  }
  if (Number(meta.num_values) !== group.rows) {
    throw unreadable(`There are ${meta.num_values} values for ${where}, which has ${group.rows} rows.`);
  }
  return { start, end, meta };
}

const encrypted = (what: string) =>
  new Problem('unsupported_media_type', `${what} is encrypted. Write it without encryption.`);
