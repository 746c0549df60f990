import { readFileSync } from 'node:fs';
import type { Orders } from '../../../src/models/arima/orders.js';

/** What R decides and estimates for one series; written by fixtures/arima.R. */
export interface Reference {
  name: string;
  period: number;
  values: Float64Array;
  D: number;
  d: number;
  strength: number;
  fixed: Omit<Orders, 'm'> & {
    /** phi, theta, Phi, Theta, then the mean or the drift of one point. */
    coefficients: number[];
    aicc: number;
    mean: number[];
    /** Of the errors 1 to 12 steps ahead. */
    sd: number[];
  };
  auto: { method: string; aicc: number; mean: number[] };
}

const file = new URL('../../../../test/fixtures/arima.json', import.meta.url);

export const references: readonly Reference[] = JSON.parse(readFileSync(file, 'utf8')).map(
  (reference: Reference & { values: number[] }) => ({ ...reference, values: Float64Array.from(reference.values) }),
);
