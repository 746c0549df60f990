import { readCsv } from './csv/read-csv.js';
import type { Dataset } from './dataset.js';
import { DatasetBuilder } from './dataset.js';
import type { DatasetLimits } from './dataset-limits.js';
import { detectFormat } from './detect-format.js';
import { readJson } from './json/read-json.js';
import type { ReadingOptions } from './reading-options.js';

export type DatasetFormat = 'csv' | 'tsv' | 'json' | 'ndjson' | 'xlsx' | 'parquet';

/** A dataset with what it was read from. */
export interface ReadDataset extends Dataset {
  format: DatasetFormat;
  /** Of a text, as the IANA names it: `utf-8`, `utf-16le`, `utf-16be`, `windows-1251`. Null for other formats. */
  encoding: string | null;
}

/**
 * The dataset of a file, whatever its name: its content decides how it is read.
 * @throws Problem `unsupported_media_type` for content that is no dataset, `unreadable_data` for a broken or unfinished
 * file, and one for each limit.
 */
export async function readDataset(
  content: Buffer,
  options: ReadingOptions,
  limits: DatasetLimits,
): Promise<ReadDataset> {
  const found = await detectFormat(content);
  const builder = new DatasetBuilder(options, limits);
  switch (found.format) {
    case 'csv': {
      const { format } = await readCsv(found, builder, limits);
      return { ...builder.build(), format, encoding: found.encoding };
    }
    case 'json': {
      const { format } = await readJson(found, builder, limits);
      return { ...builder.build(), format, encoding: found.encoding };
    }
    case 'xlsx':
      // Loaded when there is something to read: what text needs starts in a third of the time.
      await (await import('./xlsx/read-xlsx.js')).readXlsx(content, builder, limits);
      return { ...builder.build(), format: 'xlsx', encoding: null };
    case 'parquet':
      await (await import('./parquet/read-parquet.js')).readParquet(content, builder, limits);
      return { ...builder.build(), format: 'parquet', encoding: null };
  }
}
