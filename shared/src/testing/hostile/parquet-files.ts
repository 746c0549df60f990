import type { HostileFile } from './hostile-file.js';
import { pageHeader, parquet } from './parquet.js';

/** Footers and pages that claim what is not there. */
export const hostileParquetFiles: HostileFile[] = [
  {
    name: 'some hundred bytes of Parquet that claim 50M rows',
    content: () => parquet({ rows: 50_000_000 }),
    codes: ['too_many_rows'],
  },
  {
    name: 'Parquet that claims a million rows in 100 bytes',
    content: () => parquet({ rows: 1_000_000 }),
    codes: ['unreadable_data'],
  },
  { name: 'Parquet of less than no rows', content: () => parquet({ rows: -5 }), codes: ['unreadable_data'] },
  {
    name: 'Parquet whose pages lie behind its end',
    content: () => parquet({ rows: 2, pageOffset: 2 ** 40, compressedBytes: 2 ** 40 }),
    codes: ['unreadable_data'],
  },
  {
    name: 'Parquet whose footer is longer than the file',
    content: () => parquet({ rows: 2, footerBytes: 2 ** 31 - 1 }),
    codes: ['unreadable_data'],
  },
  {
    name: 'Parquet whose footer is less than nothing',
    content: () => parquet({ rows: 2, footerBytes: -8 }),
    codes: ['unreadable_data'],
  },
  { name: 'Parquet without a footer', content: () => Buffer.from('PAR1PAR1'), codes: ['unreadable_data'] },
  {
    name: 'Parquet of 5,000 columns',
    content: () => parquet({ rows: 2, otherColumns: 5_000 }),
    codes: ['too_many_columns'],
  },
  {
    name: 'Parquet that claims to unpack to 100 GB',
    content: () => parquet({ rows: 2, codec: 6, inflatedBytes: 100e9, body: Buffer.alloc(200) }),
    codes: ['inflates_too_large', 'unreadable_data'],
  },
  {
    name: 'Parquet with a page that claims to unpack to 2 GB',
    content: () =>
      parquet({ rows: 2, codec: 1, body: Buffer.concat([pageHeader(2 ** 31 - 1, 90, 2), Buffer.alloc(200)]) }),
    codes: ['inflates_too_large', 'unreadable_data'],
  },
  {
    name: 'Parquet with a page that claims 2^31 values',
    content: () => parquet({ rows: 2, body: Buffer.concat([pageHeader(90, 90, 2 ** 31 - 1), Buffer.alloc(200)]) }),
    codes: ['unreadable_data', 'too_many_rows'],
  },
];
