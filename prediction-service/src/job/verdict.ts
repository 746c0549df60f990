import type { ForecastWarning } from '@coincast/shared/contracts';
import type { DatasetWarning } from '../dataset/dataset-warning.js';
import type { ReadDataset } from '../dataset/read-dataset.js';

/** What was made of the data, beside its rows; kept with the job as JSON text. */
export interface Verdict extends Pick<ReadDataset, 'format' | 'encoding' | 'columns' | 'warnings'> {
  /** Valid rows whose time an earlier row has too. */
  duplicates: number;
}

/** A verdict as clients see it. */
export interface PublicVerdict extends Omit<Verdict, 'duplicates' | 'warnings'> {
  rows: { valid: number; invalid: number; duplicates: number };
  /** Of the data, then of the forecast once there is one. */
  warnings: (DatasetWarning | ForecastWarning)[];
}

/** A dataset as the answer to a submit shows it. */
export interface PresentedDataset extends PublicVerdict {
  /** The first of them, as `[index, {_error, ...row}]`. */
  invalid_rows: unknown[];
}

/** Invalid rows that the answer to a submit shows; the job shows all that are kept. */
const shownInvalidRows = 20;

export function verdictOf({ format, encoding, columns, warnings, duplicates }: ReadDataset): Verdict {
  return { format, encoding, columns, warnings, duplicates };
}

export function presentVerdict(
  { duplicates, warnings, ...verdict }: Verdict,
  { valid, invalid }: { valid: number; invalid: number },
  ofForecast: readonly ForecastWarning[] = [],
): PublicVerdict {
  return { rows: { valid, invalid, duplicates }, ...verdict, warnings: [...warnings, ...ofForecast] };
}

/** What was made of a dataset, and the first rows that nothing could be made of. */
export function presentDataset(dataset: ReadDataset): PresentedDataset {
  const { times, invalid } = dataset;
  return {
    ...presentVerdict(verdictOf(dataset), { valid: times.length, invalid: invalid.count }),
    invalid_rows: invalid.kept.slice(0, shownInvalidRows).map((row) => JSON.parse(row)),
  };
}

/** @param kept JSON text of an array of `[index, {_error, ...row}]`. */
export function firstOfInvalidRows(kept: string, most = shownInvalidRows): unknown[] {
  return JSON.parse(kept).slice(0, most);
}
