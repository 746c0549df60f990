import type { Writable } from 'node:stream';
import parquetjs from 'parquetjs-lite';
import { type ExportedForecast, inTurns, timeColumn } from './exported-forecast.js';

/**
 * Not compressed: a forecast's doubles hardly shrink, and the writer's pages are right in size only without it. No
 * statistics and no page index: they are kept in memory until the end.
 */
const options = { rowGroupSize: 65_536, pageSize: 4_096, pageIndex: false, useDataPageV2: false };
const field = (type: 'DOUBLE' | 'TIMESTAMP_MILLIS') => ({ type, statistics: false });

/** Writes the forecast as Parquet and ends the stream: times as TIMESTAMP_MILLIS, in UTC, numbers as DOUBLE. */
export async function writeParquet(forecast: ExportedForecast, out: Writable, signal: AbortSignal): Promise<void> {
  const { columns } = forecast;
  const schema = new parquetjs.ParquetSchema({
    [timeColumn]: field('TIMESTAMP_MILLIS'),
    ...Object.fromEntries(columns.map((name) => [name, field('DOUBLE')])),
  });
  const writer = await parquetjs.ParquetWriter.openStream(schema, out, options);
  for await (const { page, start, end } of inTurns(forecast)) {
    signal.throwIfAborted();
    for (let i = start; i < end; i++) {
      const row: Record<string, number | Date> = { [timeColumn]: new Date(page.times[i] ?? 0) };
      for (let c = 0; c < columns.length; c++) row[columns[c] ?? ''] = page.columns[c]?.[i] ?? 0;
      await writer.appendRow(row);
    }
  }
  await writer.close();
}
