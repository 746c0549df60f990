import type { Writable } from 'node:stream';
import exceljs from 'exceljs';
import { type ExportedForecast, inTurns, timeColumn } from './exported-forecast.js';

/** Excel's calendar; times outside it are written as text. */
const firstTimeMs = Date.UTC(1900, 2, 1);
const lastTimeMs = Date.UTC(9999, 11, 31, 23, 59, 59);

/** Writes the forecast as a workbook of one sheet and ends the stream; times are dates of Excel, in UTC. */
export async function writeXlsx(forecast: ExportedForecast, out: Writable, signal: AbortSignal): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true });
  const sheet = workbook.addWorksheet('forecast', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = [
    { header: timeColumn, key: timeColumn, width: 20, style: { numFmt: 'yyyy-mm-dd hh:mm:ss' } },
    ...forecast.columns.map((name) => ({ header: name, key: name, width: 14 })),
  ];
  const header = sheet.getRow(1);
  header.font = { bold: true };
  header.commit();
  for await (const { page, start, end } of inTurns(forecast)) {
    for (let i = start; i < end; i++) {
      sheet.addRow([timeCell(page.times[i] ?? 0), ...page.columns.map((column) => column[i] ?? 0)]).commit();
    }
    await taken(sheet, signal);
  }
  sheet.commit();
  await workbook.commit();
}

function timeCell(timeMs: number): Date | string {
  const time = new Date(timeMs);
  return timeMs >= firstTimeMs && timeMs <= lastTimeMs ? time : time.toISOString();
}

/**
 * Waits until the zip has taken what the sheet has written. The sheet's stream takes everything at once and keeps it;
 * only the zip's end of it has a limit, and calls back in the order of what was written.
 * @throws AbortError when the client has gone.
 */
async function taken(sheet: exceljs.Worksheet, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { stream } = sheet as unknown as { stream: { pipes: Writable[] } };
  for (const pipe of stream.pipes) {
    await new Promise<void>((resolve, reject) => {
      const leave = () => reject(signal.reason);
      signal.addEventListener('abort', leave, { once: true });
      pipe.write('', () => {
        signal.removeEventListener('abort', leave);
        resolve();
      });
    });
  }
}
