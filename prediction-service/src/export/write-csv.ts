import { textCell } from '@coincast/shared/csv';
import { type ExportedForecast, inTurns, timeColumn } from './exported-forecast.js';

/** How a CSV is written. */
export interface CsvDialect {
  delimiter: ',' | ';';
  lineEnd: string;
  /** What the file begins with. */
  start: string;
  timeText(timeMs: number): string;
  numberText(number: number): string;
}

export const plainCsv: CsvDialect = {
  delimiter: ',',
  lineEnd: '\n',
  start: '',
  timeText: (timeMs) => new Date(timeMs).toISOString(),
  numberText: String,
};

/** What Excel recognises by itself where the decimal sign is a comma, in Russian for instance. */
export const excelCsv: CsvDialect = {
  delimiter: ';',
  lineEnd: '\r\n',
  start: '\ufeff',
  timeText: (timeMs) => {
    const [day, clock = ''] = new Date(timeMs).toISOString().split('T');
    return `${day} ${clock.replace('.000Z', '').replace('Z', '').replace('.', ',')}`;
  },
  numberText: (number) => String(number).replace('.', ','),
};

/**
 * What our own reader reads back as the very same numbers: digits of an integer beyond 2^53 would not be taken for
 * exact, and -0 has its sign.
 */
export const datasetCsv: CsvDialect = {
  ...plainCsv,
  numberText: (number) => {
    if (Object.is(number, -0)) return '-0';
    return Number.isInteger(number) && !Number.isSafeInteger(number) ? number.toExponential() : String(number);
  },
};

/** The forecast as CSV in UTF-8, a row a point; times are UTC. */
export async function* writeCsv(forecast: ExportedForecast, dialect: CsvDialect): AsyncGenerator<string> {
  const { delimiter, lineEnd, start: fileStart, timeText, numberText } = dialect;
  const header = [timeColumn, ...forecast.columns].map((name) => textCell(name, delimiter));
  yield `${fileStart}${header.join(delimiter)}${lineEnd}`;
  for await (const { page, start, end } of inTurns(forecast)) {
    let piece = '';
    for (let i = start; i < end; i++) {
      piece += textCell(timeText(page.times[i] ?? 0), delimiter);
      for (const column of page.columns) piece += delimiter + numberText(column[i] ?? 0);
      piece += lineEnd;
    }
    yield piece;
  }
}
