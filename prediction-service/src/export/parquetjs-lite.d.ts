/** The part of parquetjs-lite that writes; the package has no types of its own. */
declare module 'parquetjs-lite' {
  import type { Writable } from 'node:stream';

  interface Field {
    type: 'DOUBLE' | 'TIMESTAMP_MILLIS';
    /** Whether each page says its least and greatest value. */
    statistics: boolean;
  }

  interface WriterOptions {
    /** Rows. */
    rowGroupSize: number;
    /** Rows. */
    pageSize: number;
    pageIndex: boolean;
    useDataPageV2: boolean;
  }

  class ParquetSchema {
    constructor(fields: Record<string, Field>);
  }

  class ParquetWriter {
    static openStream(schema: ParquetSchema, stream: Writable, options: WriterOptions): Promise<ParquetWriter>;
    appendRow(row: Record<string, number | Date>): Promise<void>;
    /** Writes the footer and ends the stream. */
    close(): Promise<void>;
  }

  const parquetjs: { ParquetSchema: typeof ParquetSchema; ParquetWriter: typeof ParquetWriter };
  export default parquetjs;
}
