import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import { expect } from 'chai';
import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import { BinaryWriter } from '../../src/export/binary-writer.js';
import type { ExportedForecast } from '../../src/export/exported-forecast.js';
import type { ForecastPage } from '../../src/export/forecast.repository.js';
import { excelCsv, plainCsv, writeCsv } from '../../src/export/write-csv.js';
import { writeJson } from '../../src/export/write-json.js';
import { readWhole } from '../dataset/parquet/read-whole.js';

interface Row {
  timeMs: number;
  value: number;
}

/** The rows as a forecast in pages of so many; its column is named as a dataset's, so that readers find it. */
function forecastOf(rows: Row[], pageSize = 3, pages = pagesOf(rows, pageSize)): ExportedForecast {
  return { points: rows.length, columns: ['price'], pages };
}

async function* pagesOf(rows: Row[], pageSize: number): AsyncGenerator<ForecastPage> {
  for (let i = 0; i < rows.length; i += pageSize) {
    const page = rows.slice(i, i + pageSize);
    yield {
      times: Float64Array.from(page, ({ timeMs }) => timeMs),
      columns: [Float64Array.from(page, ({ value }) => value)],
    };
  }
}

const csv = (rows: Row[], forExcel = false) => text(writeCsv(forecastOf(rows), forExcel ? excelCsv : plainCsv));
const anyRows = fc.array(
  fc.record({
    timeMs: fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) }),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  }),
  { maxLength: 12 },
);

describe('the writers of a forecast', () => {
  const binary = new BinaryWriter();
  after(() => binary.onApplicationShutdown());

  it('give any forecast back, in pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, fc.integer({ min: 1, max: 5 }), async (rows, pageSize) => {
        const json: { timestamp: string; price: number }[] = JSON.parse(
          await text(writeJson(forecastOf(rows, pageSize))),
        );
        expect(json.map(({ timestamp, price }) => ({ timeMs: Date.parse(timestamp), value: price }))).to.deep.equal(
          rows,
        );
        const lines = (await csv(rows)).trimEnd().split('\n').slice(1);
        expect(
          lines.map((line) => line.split(',').map((cell, i) => (i === 0 ? Date.parse(cell) : Number(cell)))),
        ).to.deep.equal(rows.map(({ timeMs, value }) => [timeMs, value]));
        const parquet = await readWhole(await buffer(binary.write('parquet', forecastOf(rows, pageSize))));
        const sorted = [...rows].sort((a, b) => a.timeMs - b.timeMs).filter(({ value }) => isPrice(value));
        expect(parquet.times.map((time) => Date.parse(time))).to.deep.equal(sorted.map(({ timeMs }) => timeMs));
        expect(parquet.values).to.deep.equal(sorted.map(({ value }) => value));
      }),
      { numRuns: 60 },
    );
  });

  it('keep milliseconds for Excel, and run no formula for a year beyond 9999', async () => {
    const rows = [
      { timeMs: Date.UTC(2024, 0, 2, 3, 4, 5, 678), value: 1e21 },
      { timeMs: Date.UTC(12_024, 0, 1), value: -1.5e-7 },
    ];
    expect(await csv(rows, true)).to.equal(
      "\ufefftimestamp;price\r\n2024-01-02 03:04:05,678;1e+21\r\n'+012024-01-01 00:00:00;-1,5e-7\r\n",
    );
  });

  it('write times that Excel’s calendar has not as text', async () => {
    const times = [Date.UTC(1899, 11, 31), Date.UTC(1900, 2, 1), Date.UTC(12_024, 0, 1)];
    const content = await buffer(binary.write('xlsx', forecastOf(times.map((timeMs) => ({ timeMs, value: 1 })))));
    const [sheet] = await readExcelFile(content);
    expect(sheet?.data.slice(1).map(([time]) => time)).to.deep.equal([
      '1899-12-31T00:00:00.000Z',
      new Date(Date.UTC(1900, 2, 1)),
      '+012024-01-01T00:00:00.000Z',
    ]);
  });

  it('write several files at a time', async () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => ({ timeMs: i * 1000, value: i }));
    const files = await Promise.all(
      Array.from({ length: 6 }, (_, i) => buffer(binary.write(i % 2 ? 'xlsx' : 'parquet', forecastOf(rows, 500)))),
    );
    for (const [i, file] of files.entries()) {
      const values =
        i % 2
          ? (await readExcelFile(file))[0]?.data.slice(1).map(([, value]) => value)
          : (await readWhole(file)).values;
      expect(values, `file ${i}`).to.deep.equal(rows.map(({ value }) => value));
    }
  });

  for (const format of ['xlsx', 'parquet'] as const) {
    it(`read no further when nobody reads the ${format} file, and let the next one through`, async () => {
      let pages = 0;
      let ended = false;
      const endless = async function* (): AsyncGenerator<ForecastPage> {
        try {
          for (;;) {
            pages++;
            const times = Float64Array.from({ length: 10_000 }, (_, i) => i);
            yield { times, columns: [times.map(Math.sqrt)] };
          }
        } finally {
          ended = true;
        }
      };
      const stream = binary.write(format, forecastOf([], 1, endless()));
      await once(stream, 'readable');
      stream.destroy();
      await once(stream, 'close');
      const pagesBefore = pages;
      const next = await buffer(binary.write(format, forecastOf([{ timeMs: 0, value: 1 }])));
      expect(next.length).to.be.above(100);
      expect([pages <= pagesBefore + 1, ended]).to.deep.equal([true, true]);
    });

    it(`fail when their thread ends, in ${format}, and begin again with the next file`, async () => {
      const stream = binary.write(format, forecastOf([{ timeMs: 0, value: 1 }]));
      const outcome = buffer(stream).catch((error: Error) => error.message);
      await binary.onApplicationShutdown();
      expect(await outcome).to.match(/^the thread that writes files ended/);
      expect((await buffer(binary.write(format, forecastOf([{ timeMs: 0, value: 1 }])))).length).to.be.above(100);
    });

    it(`fail as the database fails, in ${format}`, async () => {
      const failing = { next: () => Promise.reject(new Error('no database')) };
      const pages = { [Symbol.asyncIterator]: () => failing };
      const stream = binary.write(format, { points: 1, columns: ['price'], pages });
      const outcome = await buffer(stream).catch((error: Error) => error.message);
      expect(outcome).to.equal('no database');
    });
  }
});

/** Integers that no double has exactly are no prices. */
const isPrice = (value: number) => !Number.isInteger(value) || Number.isSafeInteger(value) || Math.abs(value) >= 1e21;
