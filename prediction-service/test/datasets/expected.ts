import type { ErrorCode } from '@coincast/shared/http/errors';
import type { DatasetWarning } from '../../src/dataset/dataset-warning.js';
import type { DatasetFormat } from '../../src/dataset/read-dataset.js';
import type { ReadingOptions } from '../../src/dataset/reading-options.js';
import type { RowFault } from '../../src/dataset/row.rules.js';

/** What a file holds, as its generator wrote it. */
export interface ExpectedDataset {
  format: DatasetFormat;
  /** Of a text; UTF-8 when left out. */
  encoding?: string;
  valid: number;
  /** Invalid rows by their fault; none when left out. */
  faults?: Partial<Record<RowFault, number>>;
  duplicates?: number;
  /** The time and the price column; `timestamp` and `price` when left out. */
  columns?: [string | null, string | null];
  /** Time and price of the first and the last row in the order of time. */
  first?: [string, number];
  last?: [string, number];
  warnings?: DatasetWarning['code'][];
}

/** How a file is refused. */
export interface ExpectedRefusal {
  error: ErrorCode;
  /** What the sentence must tell. */
  detail: RegExp;
}

/** A file of the corpus, read with these options. */
export interface CorpusCase {
  file: string;
  options?: ReadingOptions;
  expected: ExpectedDataset | ExpectedRefusal;
}

/** The series that most of the generators write: five days. */
export const plainSeries = {
  valid: 5,
  first: ['2024-01-29', 101.5],
  last: ['2024-02-02', 103.125],
} satisfies Partial<ExpectedDataset>;

/** For a table in which no column has a known name. */
export const nothingMatches = {
  valid: 0,
  columns: [null, null],
  warnings: ['no_time_column', 'no_price_column'],
} satisfies Partial<ExpectedDataset>;

/** `from(format)` makes the cases of one format: file, what differs from `{ format }`, options. */
export const from =
  (folder: string, format: DatasetFormat) =>
  (
    file: string,
    expected: Omit<ExpectedDataset, 'format'> & { format?: DatasetFormat },
    options?: ReadingOptions,
  ): CorpusCase => ({
    file: `${folder}/${file}`,
    expected: { format, ...expected },
    ...(options ? { options } : {}),
  });

export const refused = (file: string, error: ErrorCode, detail: RegExp): CorpusCase => ({
  file,
  expected: { error, detail },
});
