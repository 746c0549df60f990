import type { ChartFormats, Forecast, Interval, PointText, TimeUnit } from './types.js';
import { decimalsOf } from './value-axis.js';

/** How exactly values and times of one chart are written. */
export interface Precision {
  decimals: number;
  unit: TimeUnit;
  withYear: boolean;
}

/** A hundredth of the distance between two ticks is all that a reader can use. */
export const valueDecimals = (tickStep: number): number => decimalsOf(tickStep / 100);

/** The forecast's point at `index` as the reader sees it. */
export function pointText(forecast: Forecast, index: number, precision: Precision, formats: ChartFormats): PointText {
  const number = (value: number): string => formats.number(value, precision.decimals);
  return {
    time: formats.moment(Number(forecast.times[index]), precision.unit, precision.withYear),
    value: number(Number(forecast.values[index])),
    interval80: intervalText(forecast.intervals[80], index, number),
    interval95: intervalText(forecast.intervals[95], index, number),
  };
}

function intervalText(interval: Interval | null, index: number, number: (value: number) => string): string | null {
  const lower = Number(interval?.lower[index]);
  const upper = Number(interval?.upper[index]);
  if (!Number.isFinite(lower) || !Number.isFinite(upper)) return null;
  // A dash between two minus signs would be read as a third: 'from -5 to -3' gets air around it.
  const dash = lower < 0 || upper < 0 ? '\u00a0–\u00a0' : '–';
  return `${number(lower)}${dash}${number(upper)}`;
}
