/** The Thrift structures of a Parquet file, generated from its specification. */
declare module 'parquetjs-lite/gen-nodejs/parquet_types.js' {
  type Struct = new (fields?: Record<string, unknown>) => Record<string, unknown>;
  const types: Record<
    | 'FileMetaData'
    | 'SchemaElement'
    | 'RowGroup'
    | 'ColumnChunk'
    | 'ColumnMetaData'
    | 'PageHeader'
    | 'DataPageHeader'
    | 'DataPageHeaderV2'
    | 'DictionaryPageHeader',
    Struct
  >;
  export default types;
}

declare module 'parquetjs-lite/lib/util.js' {
  const util: { serializeThrift(struct: Record<string, unknown>): Buffer };
  export default util;
}
