import { readFileSync } from 'node:fs';

/** Written by `test/fixtures/seasonality.R`. */
export interface Reference {
  id: string;
  period: number;
  values: number[];
  /** Of lags 0 to `period`. */
  autocorrelations: number[];
  additive: number[];
  multiplicative: number[];
}

export const references: Reference[] = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/seasonality.json', import.meta.url), 'utf8'),
);
