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

/** One row of the table of values. */
export interface ValueRow extends PointText {
  /** For `<time datetime>`. */
  iso: string;
}

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

/** Rows `from` to `from + count` of the table of values; formatted on demand, a forecast may be long. */
export function valueRows(
  forecast: Forecast,
  precision: Precision,
  formats: ChartFormats,
  page: { from: number; count: number },
): ValueRow[] {
  const end = Math.min(forecast.times.length, page.from + page.count);
  const rows: ValueRow[] = [];
  for (let index = Math.max(0, page.from); index < end; index++) {
    const iso = new Date(Number(forecast.times[index])).toISOString();
    rows.push({ iso, ...pointText(forecast, index, precision, formats) });
  }
  return rows;
}

function intervalText(interval: Interval | null, index: number, number: (value: number) => string): string | null {
  const lower = Number(interval?.lower[index]);
  const upper = Number(interval?.upper[index]);
  if (!Number.isFinite(lower) || !Number.isFinite(upper)) return null;
  // A dash between two minus signs would be read as a third: 'from -5 to -3' gets air around it.
  const dash = lower < 0 || upper < 0 ? '\u00a0–\u00a0' : '–';
  return `${number(lower)}${dash}${number(upper)}`;
}
