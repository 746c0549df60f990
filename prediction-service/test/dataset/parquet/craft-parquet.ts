import types from 'parquetjs-lite/gen-nodejs/parquet_types.js';
import util from 'parquetjs-lite/lib/util.js';

/** Numbers of the specification. */
export const physical = { INT32: 1, INT64: 2, INT96: 3, FLOAT: 4, DOUBLE: 5, BYTE_ARRAY: 6, FIXED: 7 };
export const codec = { UNCOMPRESSED: 0, SNAPPY: 1, GZIP: 2, LZO: 3, BROTLI: 4, LZ4: 5, ZSTD: 6, LZ4_RAW: 7 };
export const encoding = { PLAIN: 0, RLE: 3, DELTA_BINARY_PACKED: 5, DELTA_BYTE_ARRAY: 7, RLE_DICTIONARY: 8 };

export interface CraftedColumn {
  name: string;
  type: number;
  pages: Buffer[];
  /** Fields of the schema and of the chunk that differ from the usual. */
  schema?: Record<string, unknown>;
  meta?: Record<string, unknown>;
  chunk?: Record<string, unknown>;
}

/** A Parquet file of one row group, made by hand, so that it can lie. */
export function craftParquet(rows: number, columns: CraftedColumn[], footer: Record<string, unknown> = {}): Buffer {
  let offset = 4;
  const chunks = columns.map(({ name, type, pages, meta, chunk }) => {
    const bytes = Buffer.concat(pages);
    const meta_data = new types.ColumnMetaData({
      type,
      encodings: [encoding.PLAIN],
      path_in_schema: [name],
      codec: codec.UNCOMPRESSED,
      num_values: rows,
      total_uncompressed_size: bytes.length,
      total_compressed_size: bytes.length,
      data_page_offset: offset,
      ...meta,
    });
    offset += bytes.length;
    return new types.ColumnChunk({ file_offset: 0, meta_data, ...chunk });
  });
  const metadata = new types.FileMetaData({
    version: 1,
    schema: [
      new types.SchemaElement({ name: 'root', num_children: columns.length }),
      ...columns.map(
        ({ name, type, schema }) => new types.SchemaElement({ name, type, repetition_type: 0, ...schema }),
      ),
    ],
    num_rows: rows,
    row_groups: [new types.RowGroup({ columns: chunks, total_byte_size: offset, num_rows: rows })],
    ...footer,
  });
  const end = util.serializeThrift(metadata);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(end.length);
  const pages = columns.flatMap((column) => column.pages);
  return Buffer.concat([Buffer.from('PAR1'), ...pages, end, length, Buffer.from('PAR1')]);
}

/** A page of values, and what its header says of it when that is not the truth. */
export function page(values: number, body: Buffer, claims: Record<string, unknown> = {}, how = encoding.PLAIN): Buffer {
  const header = new types.PageHeader({
    type: 0,
    uncompressed_page_size: body.length,
    compressed_page_size: body.length,
    data_page_header: new types.DataPageHeader({
      num_values: values,
      encoding: how,
      definition_level_encoding: encoding.RLE,
      repetition_level_encoding: encoding.RLE,
    }),
    ...claims,
  });
  return Buffer.concat([util.serializeThrift(header), body]);
}

export function dictionaryPage(values: number, body: Buffer): Buffer {
  const header = new types.PageHeader({
    type: 2,
    uncompressed_page_size: body.length,
    compressed_page_size: body.length,
    dictionary_page_header: new types.DictionaryPageHeader({ num_values: values, encoding: encoding.PLAIN }),
  });
  return Buffer.concat([util.serializeThrift(header), body]);
}

export const doubles = (...numbers: number[]) => Buffer.from(Float64Array.from(numbers).buffer);
export const longs = (...numbers: bigint[]) => Buffer.from(BigInt64Array.from(numbers).buffer);
