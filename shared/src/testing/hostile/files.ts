import type { HostileFile } from './hostile-file.js';
import { hostileParquetFiles } from './parquet-files.js';
import { hostileTexts } from './texts.js';
import { hostileWorkbooks } from './workbooks.js';

export type { HostileFile } from './hostile-file.js';

/** Files that attack whoever reads them, with the limits as they are by default. */
export const hostileFiles: readonly HostileFile[] = [...hostileWorkbooks, ...hostileParquetFiles, ...hostileTexts];
