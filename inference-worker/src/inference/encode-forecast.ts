import { columnToBase64, inlineSeriesLimitBytes } from '@coincast/shared/contracts/float64-column';
import type { Forecast, Intervals } from '../forecast/forecast-series.js';
import type { EncodedForecast } from './model-job.js';

type TimedForecast = Pick<Forecast, 'values' | 'intervals'> & { times: Float64Array };

/** The forecast as its event carries it, or as the bytes to be delivered apart when it is too large for one. */
export function encodeForecast({ times, values, intervals }: TimedForecast): EncodedForecast {
  const columns = [times, values];
  if (intervals) {
    for (const { lower, upper } of [intervals[80], intervals[95]]) columns.push(lower, upper);
  }
  if (times.byteLength * columns.length > inlineSeriesLimitBytes) {
    return { kind: 'bytes', columns: intervals ? 6 : 2, bytes: joined(columns) };
  }
  const encoded = (name: 80 | 95, of: Intervals) => ({
    lower: columnToBase64(of[name].lower),
    upper: columnToBase64(of[name].upper),
  });
  return {
    kind: 'inline',
    times: columnToBase64(times),
    values: columnToBase64(values),
    intervals: intervals && { 80: encoded(80, intervals), 95: encoded(95, intervals) },
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
