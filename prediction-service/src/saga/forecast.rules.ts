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
 * @returns null as `forecastFromPayload`.
 */
export function forecastFromBytes(bytes: Buffer, columnCount: 2 | 6, horizon: number): StoredForecast | null {
  if (bytes.byteLength !== columnCount * horizon * 8) return null;
  const all = columnFromBytes(bytes);
  const columns = Array.from({ length: columnCount }, (_, i) => all.subarray(i * horizon, (i + 1) * horizon));
  return checkedForecast(columns, horizon);
}

function checkedForecast(columns: Float64Array[], horizon: number): StoredForecast | null {
  const [times, values, ...bounds] = columns;
  if (!times || !values) return null;
  if (!columns.every((column) => column.length === horizon && column.every(Number.isFinite))) return null;
  if (!times.every((time) => Math.abs(time) <= maxTimeMs)) return null;
  return {
    times: columnToBytes(times),
    values: columnToBytes(values),
    intervals: bounds.length > 0 ? Buffer.concat(bounds.map(columnToBytes)) : null,
  };
}
