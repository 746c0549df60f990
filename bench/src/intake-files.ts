import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import exceljs from 'exceljs';

/** A file to upload, and how fast DuckDB reads it, where it can. */
export interface IntakeFile {
  /** `1M-row CSV` */
  name: string;
  rows: number;
  content: Buffer;
  /** Reads the file as the intake must: both columns as float64 in JavaScript, in the order of time. Milliseconds. */
  readByDuckDb?: () => Promise<number>;
}

const rows = 1_000_000;
const sheetRows = 100_000;
const prices = '100 + (i * 7919 % 10007) / 100';
const startMs = Date.UTC(2020, 0, 1);
const minuteMs = 60_000;

/** Makes the files of the measurement in a directory: a price a minute. */
export async function makeIntakeFiles(directory: string): Promise<IntakeFile[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const byDuckDb = async (name: string, file: string, format: string): Promise<IntakeFile> => {
    const path = join(directory, file);
    await connection.run(
      `COPY (SELECT TIMESTAMP '2020-01-01' + INTERVAL (i) MINUTE AS timestamp, ${prices} AS price FROM range(${rows}) r(i))
       TO '${path}' (${format})`,
    );
    const readByDuckDb = async () => {
      const startedAt = performance.now();
      const query = `SELECT epoch_ms(timestamp)::DOUBLE, price::DOUBLE FROM '${path}' ORDER BY 1`;
      const [times] = (await connection.runAndReadAll(query)).getColumns();
      if (times?.length !== rows) throw new Error(`DuckDB read ${times?.length} rows of ${path}`);
      return performance.now() - startedAt;
    };
    return { name, rows, content: await readFile(path), readByDuckDb };
  };
  return [
    await byDuckDb('1M-row CSV', 'prices.csv', 'FORMAT csv, HEADER'),
    await byDuckDb('1M-row Parquet', 'prices.parquet', 'FORMAT parquet'),
    { name: '100k-row XLSX', rows: sheetRows, content: await workbook(join(directory, 'prices.xlsx')) },
  ];
}

async function workbook(filename: string): Promise<Buffer> {
  const writer = new exceljs.stream.xlsx.WorkbookWriter({ filename, useStyles: true });
  const sheet = writer.addWorksheet('prices');
  sheet.columns = [{ header: 'timestamp', style: { numFmt: 'yyyy-mm-dd hh:mm:ss' } }, { header: 'price' }];
  for (let i = 0; i < sheetRows; i++) {
    sheet.addRow([new Date(startMs + i * minuteMs), 100 + ((i * 7919) % 10007) / 100]).commit();
  }
  sheet.commit();
  await writer.commit();
  return readFile(filename);
}
