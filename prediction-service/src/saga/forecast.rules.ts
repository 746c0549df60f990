import { columnFromBase64, columnFromBytes, columnToBytes, type ForecastPayload } from '@coincast/shared/contracts';

/** A forecast as it is stored: columns of little-endian Float64, `horizon` numbers each. */
export interface StoredForecast {
  /** Epoch milliseconds. */
  times: Buffer;
  values: Buffer;
  /** lower80, upper80, lower95, upper95, one after the other; null when the model has none. */
  intervals: Buffer | null;
}

/** Dates beyond this many milliseconds from 1970 do not exist in ECMAScript, so clients could not be told them. */
const maxTimeMs = 8.64e15;

/**
 * The forecast that the worker sent in its event.
 * @returns null when it is not `horizon` finite numbers in every column: such a forecast is never sold.
 */
export function forecastFromPayload(
  payload: Extract<ForecastPayload, { kind: 'inline' }>,
  horizon: number,
): StoredForecast | null {
  const { intervals } = payload;
  const bounds = intervals ? [intervals[80].lower, intervals[80].upper, intervals[95].lower, intervals[95].upper] : [];
  try {
    return checkedForecast([payload.times, payload.values, ...bounds].map(columnFromBase64), horizon);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * The forecast that the worker has put: 2 or 6 columns one after the other (times, values[, lower80, upper80, lower95,
 * upper95]).
 * @returns null as `forecastFromPayload`; else columns that may share the memory of `bytes`.
 */
export function forecastFromBytes(bytes: Buffer, columnCount: 2 | 6, horizon: number): StoredForecast | null {
  if (bytes.byteLength !== columnCount * horizon * 8) return null;
  // A copy of megabytes costs tens of milliseconds, in which nobody else is served.
  const isAligned = bytes.byteOffset % Float64Array.BYTES_PER_ELEMENT === 0;
  const all = isAligned
    ? new Float64Array(bytes.buffer, bytes.byteOffset, columnCount * horizon)
    : columnFromBytes(bytes);
  const columns = Array.from({ length: columnCount }, (_, i) => all.subarray(i * horizon, (i + 1) * horizon));
  return checkedForecast(columns, horizon);
}

function checkedForecast(columns: Float64Array[], horizon: number): StoredForecast | null {
  const [times, values, ...bounds] = columns;
  if (!times || !values) return null;
  if (!columns.every((column) => column.length === horizon && isWithin(column, Number.MAX_VALUE))) return null;
  if (!isWithin(times, maxTimeMs)) return null;
  return {
    times: columnToBytes(times),
    values: columnToBytes(values),
    intervals: bounds.length > 0 ? Buffer.concat(bounds.map(columnToBytes)) : null,
  };
}

/** A loop, because a callback a number would hold everybody else up for a tenth of a second a million. NaN is not within. */
function isWithin(column: Float64Array, limit: number): boolean {
  for (let i = 0; i < column.length; i++) if (!(Math.abs(column[i] ?? Number.NaN) <= limit)) return false;
  return true;
}
