import { columnToBase64, inlineSeriesLimitBytes } from '@coincast/shared/contracts/float64-column';
import type { Forecast } from '../forecast/forecast-series.js';
import type { Interval } from '../forecast/prediction-intervals.js';
import type { EncodedForecast } from './model-job.js';

/** The forecast as its event carries it, or as the bytes to be delivered apart when it is too large for one. */
export function encodeForecast({ times, values, intervals }: Forecast): EncodedForecast {
  const bounds = [intervals[80].lower, intervals[80].upper, intervals[95].lower, intervals[95].upper];
  const columns = [times, values, ...bounds];
  if (times.byteLength * columns.length > inlineSeriesLimitBytes) return { kind: 'bytes', bytes: joined(columns) };
  const encoded = ({ lower, upper }: Interval) => ({ lower: columnToBase64(lower), upper: columnToBase64(upper) });
  return {
    kind: 'inline',
    times: columnToBase64(times),
    values: columnToBase64(values),
    intervals: { 80: encoded(intervals[80]), 95: encoded(intervals[95]) },
  };
}

function joined(columns: readonly Float64Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(columns.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offset);
    offset += column.byteLength;
  }
  return bytes;
}
