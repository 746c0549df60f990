import { type ExportedForecast, inTurns, timeColumn } from './exported-forecast.js';

/** The forecast as a JSON array of an object a point. */
export async function* writeJson(forecast: ExportedForecast): AsyncGenerator<string> {
  const keys = forecast.columns.map((name) => `,"${name}":`);
  yield '[';
  for await (const { page, start, end, rowsBefore } of inTurns(forecast)) {
    let piece = rowsBefore > 0 ? ',' : '';
    for (let i = start; i < end; i++) {
      piece += `${i > start ? ',' : ''}{"${timeColumn}":"${new Date(page.times[i] ?? 0).toISOString()}"`;
      for (let c = 0; c < keys.length; c++) piece += `${keys[c]}${page.columns[c]?.[i]}`;
      piece += '}';
    }
    yield piece;
  }
  yield ']';
}
