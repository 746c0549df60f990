import type { Forecast } from './job.presenter.js';
import type { ExportFormat } from './job.schemas.js';

export const exportContentTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

const rowsPerPiece = 1_000;

/** A forecast as a file, in pieces: a row a point with its time, its value and, where the model has them, its bounds. */
export function exportForecast(format: ExportFormat, forecast: Forecast): Generator<string> {
  return format === 'csv' ? csv(forecast) : json(forecast);
}

function columnsOf({ values, intervals }: Forecast): [name: string, numbers: Float64Array][] {
  const bounds: [string, Float64Array][] = intervals
    ? [
        ['lower_80', intervals[80].lower],
        ['upper_80', intervals[80].upper],
        ['lower_95', intervals[95].lower],
        ['upper_95', intervals[95].upper],
      ]
    : [];
  return [['prediction', values], ...bounds];
}

function* csv(forecast: Forecast): Generator<string> {
  const columns = columnsOf(forecast);
  yield `timestamp,${columns.map(([name]) => name).join(',')}\n`;
  yield* pieces(forecast.times, (time, i) => `${time},${columns.map(([, numbers]) => numbers[i]).join(',')}\n`);
}

function* json(forecast: Forecast): Generator<string> {
  const columns = columnsOf(forecast);
  yield '[';
  yield* pieces(forecast.times, (time, i) => {
    const members = columns.map(([name, numbers]) => `"${name}":${numbers[i]}`).join(',');
    return `${i > 0 ? ',' : ''}{"timestamp":"${time}",${members}}`;
  });
  yield ']';
}

function* pieces(times: Float64Array, rowOf: (time: string, index: number) => string): Generator<string> {
  let piece = '';
  for (let i = 0; i < times.length; i++) {
    piece += rowOf(new Date(times[i] ?? 0).toISOString(), i);
    if (i % rowsPerPiece === rowsPerPiece - 1) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}
