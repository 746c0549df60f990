import { Problem } from '@coincast/shared/http/errors';
import type { DecodedArray, SchemaElement } from 'hyparquet';
import { parseFloat16 } from 'hyparquet/src/convert.js';
import type { DatasetLimits } from '../dataset-limits.js';

/** Makes cells of a column's physical values. */
export interface CellReader {
  /** Whether the cells are exact times, in epoch milliseconds, and not numbers whose unit is to be guessed. */
  exactTimes: boolean;
  /** @param values as stored, without nulls. */
  cellsOf(values: DecodedArray): ArrayLike<unknown>;
}

const msPerDay = 86_400_000;
/** Of 1970-01-01. */
const julianDay = 2_440_588n;
const perMs = { MILLIS: 1, MICROS: 1_000, NANOS: 1_000_000 };

/**
 * How a column's values become cells: timestamps of any unit, with and without a zone, and dates are exact times;
 * decimals, integers and floats are numbers (integers beyond 2^53 stay bigint); strings are text. What can be neither a
 * time nor a price (a time of day, bytes) becomes text, never a number that could be taken for one. A text of more than
 * `maxRowBytes` is `row_too_large`.
 */
export function cellReaderOf(element: SchemaElement, { maxRowBytes }: DatasetLimits): CellReader {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (type === 'INT96') return exact((values) => mapped(values as bigint[], msOfInt96));
  if (logical?.type === 'TIMESTAMP') return exact((values) => msOfInt64(values, perMs[logical.unit]));
  if (converted === 'TIMESTAMP_MILLIS') return exact((values) => msOfInt64(values, perMs.MILLIS));
  if (converted === 'TIMESTAMP_MICROS') return exact((values) => msOfInt64(values, perMs.MICROS));
  if (converted === 'DATE' || logical?.type === 'DATE') {
    return exact((values) => mapped(int32(values), (days) => days * msPerDay));
  }
  if (logical?.type === 'DECIMAL' || converted === 'DECIMAL') {
    return plain(decimals((logical?.type === 'DECIMAL' ? logical.scale : element.scale) ?? 0));
  }
  if (logical?.type === 'TIME') return plain((values) => mapped(values, clockText(perMs[logical.unit])));
  if (converted === 'TIME_MILLIS') return plain((values) => mapped(values, clockText(perMs.MILLIS)));
  if (converted === 'TIME_MICROS') return plain((values) => mapped(values, clockText(perMs.MICROS)));
  if (logical?.type === 'FLOAT16') return plain((values) => mapped(values as Uint8Array[], parseFloat16));
  const unsigned = converted?.startsWith('UINT') || (logical?.type === 'INTEGER' && !logical.isSigned);
  if (type === 'INT64') return plain((values) => integers(values, unsigned === true));
  if (type === 'INT32' && unsigned) return plain((values) => mapped(int32(values), (value) => value >>> 0));
  if (type === 'BYTE_ARRAY')
    return plain((values) => mapped(values as Uint8Array[], textOf(maxRowBytes, element.name)));
  if (type === 'FIXED_LEN_BYTE_ARRAY') {
    return plain((values) => mapped(values as Uint8Array[], (bytes) => buffer(bytes).toString('hex')));
  }
  return plain((values) => values);
}

const exact = (cellsOf: CellReader['cellsOf']): CellReader => ({ exactTimes: true, cellsOf });
const plain = (cellsOf: CellReader['cellsOf']): CellReader => ({ exactTimes: false, cellsOf });
const buffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const textOf = (maxBytes: number, column: string) => (bytes: Uint8Array) => {
  if (bytes.length <= maxBytes) return buffer(bytes).toString();
  throw new Problem(
    'row_too_large',
    `A text in column "${column}" is ${bytes.length} bytes long; at most ${maxBytes} are read.`,
  );
};

function mapped<Value>(values: ArrayLike<Value>, cellOf: (value: Value) => unknown): unknown[] {
  const cells = new Array<unknown>(values.length);
  for (let i = 0; i < values.length; i++) cells[i] = cellOf(values[i] as Value);
  return cells;
}

/** The high and the low half of each integer, because bigints cost ten times as much. */
function halves(values: DecodedArray): { high: Int32Array; low: Uint32Array } {
  if (!(values instanceof BigInt64Array)) throw new TypeError('no 64-bit integers');
  const both = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const high = new Int32Array(values.length);
  const low = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    low[i] = both[2 * i] ?? 0;
    high[i] = both[2 * i + 1] ?? 0;
  }
  return { high, low };
}

function int32(values: DecodedArray): Int32Array {
  if (!(values instanceof Int32Array)) throw new TypeError('no 32-bit integers');
  return values;
}

/** Rounded down to the millisecond; exact also where the integer is beyond 2^53. */
function msOfInt64(values: DecodedArray, unitsPerMs: number): Float64Array {
  const { high, low } = halves(values);
  const times = new Float64Array(values.length);
  for (let i = 0; i < times.length; i++) {
    const quotient = Math.floor((high[i] ?? 0) / unitsPerMs);
    const rest = (high[i] ?? 0) - quotient * unitsPerMs;
    times[i] = quotient * 2 ** 32 + Math.floor((rest * 2 ** 32 + (low[i] ?? 0)) / unitsPerMs);
  }
  return times;
}

/** A Julian day above 64 bits of nanoseconds of that day. */
function msOfInt96(value: bigint): number {
  const day = Number((value >> 64n) - julianDay);
  return day * msPerDay + Math.floor(Number(BigInt.asIntN(64, value)) / perMs.NANOS);
}

function integers(values: DecodedArray, unsigned: boolean): ArrayLike<unknown> {
  const { high, low } = halves(values);
  const cells = new Array<unknown>(values.length);
  for (let i = 0; i < cells.length; i++) {
    const top = high[i] ?? 0;
    if (top >= -(2 ** 21) && top < 2 ** 21 && !(unsigned && top < 0)) cells[i] = top * 2 ** 32 + (low[i] ?? 0);
    else cells[i] = unsigned ? BigInt.asUintN(64, values[i] as bigint) : values[i];
  }
  return cells;
}

/** The number nearest to the decimal, as its text would be read. */
function decimals(scale: number): CellReader['cellsOf'] {
  const divisor = 10 ** scale;
  const cellOf = (unscaled: number | bigint) => {
    const number = Number(unscaled);
    // Both are exact, so the quotient is rounded once.
    if (Number.isSafeInteger(number) && scale >= 0 && scale <= 22) return number / divisor;
    return Number(`${unscaled}e${-scale}`);
  };
  return (values) => {
    if (values instanceof Int32Array) return mapped(values, cellOf);
    if (values instanceof BigInt64Array) return mapped(integers(values, false), (value) => cellOf(value as bigint));
    return mapped(values as Uint8Array[], (bytes) => cellOf(signedInteger(buffer(bytes))));
  };
}

/** A big-endian integer in two's complement. */
function signedInteger(bytes: Buffer): number | bigint {
  if (bytes.length === 0) return 0;
  if (bytes.length <= 6) return bytes.readIntBE(0, bytes.length);
  return BigInt.asIntN(8 * bytes.length, BigInt(`0x${bytes.toString('hex')}`));
}

const clockText = (unitsPerMs: number) => (time: unknown) => {
  const ms = Math.floor(Number(time) / unitsPerMs);
  return ms >= 0 && ms < msPerDay ? new Date(ms).toISOString().slice(11, -1) : String(time);
};
