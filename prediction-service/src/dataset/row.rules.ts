import { parsePrice } from './price.js';
import { parseTime } from './time.js';

/** The names of a time column, in the order in which they win when a row has several. */
export const timeColumns = ['timestamp', 'ts', 'date', 'datetime', 'time'] as const;
/** The names of a price column, likewise. */
export const priceColumns = ['price', 'close', 'value', 'target', 'y'] as const;

/** What is wrong with a row; of several, the first in this order. */
export type RowFault = 'not_a_dict' | 'missing_time' | 'missing_price' | 'bad_time' | 'bad_price';

/** Which keys of a row hold its time and its price; null where there is none. */
export interface RowColumns {
  time: string | null;
  price: string | null;
}

export type CheckedRow =
  /** `time` in epoch milliseconds, `price` finite. */
  { valid: true; time: number; price: number } | { valid: false; fault: RowFault };

/** Finds the time and the price column among a row's keys or a table's headers; names match in any case. */
export function columnsOf(keys: readonly string[]): RowColumns {
  return { time: firstNamed(keys, timeColumns), price: firstNamed(keys, priceColumns) };
}

function firstNamed(keys: readonly string[], names: readonly string[]): string | null {
  let found: string | null = null;
  let rank = names.length;
  for (const key of keys) {
    const position = names.indexOf(key.trim().toLowerCase());
    if (position >= 0 && position < rank) {
      found = key;
      rank = position;
    }
  }
  return found;
}

/**
 * Checks one row as sent and reads its time and price.
 * @param row any JSON value.
 * @param columns of a table, known from its header; found by the row's own keys when left out.
 */
export function checkRow(row: unknown, columns?: RowColumns): CheckedRow {
  if (!isRecord(row)) return { valid: false, fault: 'not_a_dict' };
  const { time: timeKey, price: priceKey } = columns ?? columnsOf(Object.keys(row));
  const timeGiven = timeKey === null ? undefined : row[timeKey];
  const priceGiven = priceKey === null ? undefined : row[priceKey];
  if (isMissing(timeGiven)) return { valid: false, fault: 'missing_time' };
  if (isMissing(priceGiven)) return { valid: false, fault: 'missing_price' };
  const time = parseTime(timeGiven);
  if (time === undefined) return { valid: false, fault: 'bad_time' };
  const price = parsePrice(priceGiven);
  if (price === undefined) return { valid: false, fault: 'bad_price' };
  return { valid: true, time, price };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isMissing = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** An invalid row as clients see it: its fault first, then what was sent. */
export function describeInvalidRow(row: unknown, fault: RowFault): Record<string, unknown> {
  if (!isRecord(row)) return { _error: fault, value: row };
  const { _error: _, ...sent } = row;
  return { _error: fault, ...sent };
}
