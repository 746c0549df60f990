import { type ExportedForecast, inTurns, timeColumn } from './exported-forecast.js';
import { textCell } from './text-cell.js';

/** How a CSV is written. */
interface Dialect {
  delimiter: ',' | ';';
  lineEnd: string;
  /** What the file begins with. */
  start: string;
  timeText(timeMs: number): string;
  numberText(number: number): string;
}

const plain: Dialect = {
  delimiter: ',',
  lineEnd: '\n',
  start: '',
  timeText: (timeMs) => new Date(timeMs).toISOString(),
  numberText: String,
};

/** What Excel recognises by itself where the decimal sign is a comma, in Russian for instance. */
const excel: Dialect = {
  delimiter: ';',
  lineEnd: '\r\n',
  start: '\ufeff',
  timeText: (timeMs) => {
    const [day, clock = ''] = new Date(timeMs).toISOString().split('T');
    return `${day} ${clock.replace('.000Z', '').replace('Z', '').replace('.', ',')}`;
  },
  numberText: (number) => String(number).replace('.', ','),
};

/** The forecast as CSV in UTF-8, a row a point; times are UTC. */
export async function* writeCsv(forecast: ExportedForecast, forExcel: boolean): AsyncGenerator<string> {
  const { delimiter, lineEnd, start: fileStart, timeText, numberText } = forExcel ? excel : plain;
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
