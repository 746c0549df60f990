/** What is wrong with a row; of several, the first in this order. */
export type RowFault = 'not_a_dict' | 'missing_time' | 'missing_price' | 'bad_time' | 'bad_price';

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** Whether a cell holds nothing: no value, or text without a visible sign. */
export function isMissing(value: unknown): boolean {
  if (typeof value === 'string') return value === '' || (mayBeSpace(value.charCodeAt(0)) && value.trim() === '');
  return value === undefined || value === null;
}

const mayBeSpace = (code: number) => code <= 0x20 || code >= 0x80;

/** An invalid row as clients see it: its fault first, then what was sent. */
export function describeInvalidRow(row: unknown, fault: RowFault): Record<string, unknown> {
  if (!isRecord(row)) return { _error: fault, value: row };
  const { _error: _, ...sent } = row;
  return { _error: fault, ...sent };
}
