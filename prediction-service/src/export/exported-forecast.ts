import { setImmediate } from 'node:timers/promises';
import type { ForecastPage } from './forecast.repository.js';

/** A forecast, or a series, on its way into a file. */
export interface ExportedForecast {
  points: number;
  /** Names of the columns of numbers; the times come before them. */
  columns: readonly string[];
  pages: AsyncIterable<ForecastPage>;
}

export const timeColumn = 'timestamp';
const boundColumns = ['lower_80', 'upper_80', 'lower_95', 'upper_95'];
export const columnNames = (hasIntervals: boolean) => ['prediction', ...(hasIntervals ? boundColumns : [])];

/** Rows of a sheet of Excel below its header. */
export const maxXlsxPoints = 1_048_575;

/** Rows that are written before others have their turn: a few milliseconds of CSV or JSON. */
const rowsPerTurn = 500;

/** A part of a page: rows from `start` to before `end`. */
export interface RowRange {
  page: ForecastPage;
  start: number;
  end: number;
  /** How many rows come before `start` in the whole forecast. */
  rowsBefore: number;
}

/** The rows of a forecast in parts, with a turn for the rest of the service after each. */
export async function* inTurns({ pages }: ExportedForecast): AsyncGenerator<RowRange> {
  let rowsBefore = 0;
  for await (const page of pages) {
    for (let start = 0; start < page.times.length; start += rowsPerTurn) {
      const end = Math.min(start + rowsPerTurn, page.times.length);
      yield { page, start, end, rowsBefore: rowsBefore + start };
      await setImmediate();
    }
    rowsBefore += page.times.length;
  }
}
