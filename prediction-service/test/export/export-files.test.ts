import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import readExcelFile from 'read-excel-file/node';
import { duckdb } from '../dataset/parquet/duckdb-parquet.js';
import { readWhole } from '../dataset/parquet/read-whole.js';
import { PredictionFixture } from '../prediction-fixture.js';
import { longForecast, point } from './long-forecast.js';

/** Three pages of the database. */
const points = 35_000;
/** Two row groups of Parquet. */
const parquetPoints = 70_000;
const header = ['timestamp', 'prediction', 'lower_80', 'upper_80', 'lower_95', 'upper_95'];

describe('exporting a long forecast', () => {
  let fixture: PredictionFixture;
  let user: { id: number; token: string };
  let id: number;
  before(async () => {
    fixture = await PredictionFixture.start();
    user = fixture.user();
    id = await longForecast(fixture, user, points);
  });
  after(() => fixture.close());

  const download = async (job: number, format: string) => {
    const url = `${fixture.service.url}/api/predict/${job}/export?format=${format}`;
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${user.token}` } });
    expect(answer.status).to.equal(200);
    return { content: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
  };
  const expectRows = (rows: { timeMs: number; numbers: unknown[] }[], count = points) => {
    expect(rows).to.have.lengthOf(count);
    rows.forEach((row, i) => {
      const expected = point(i);
      if (row.timeMs !== expected.timeMs || row.numbers.some((number, n) => number !== expected.numbers[n])) {
        expect(row, `row ${i}`).to.deep.equal(expected);
      }
    });
  };

  it('gives every number back as CSV', async () => {
    const [first, ...lines] = (await download(id, 'csv')).content.toString().trimEnd().split('\n');
    expect(first).to.equal(header.join(','));
    expectRows(
      lines.map((line) => {
        const [time = '', ...numbers] = line.split(',');
        return { timeMs: Date.parse(time), numbers: numbers.map(Number) };
      }),
    );
  });

  it('gives every number back as JSON', async () => {
    const rows: Record<string, string>[] = JSON.parse((await download(id, 'json')).content.toString());
    expect(Object.keys(rows[0] ?? {})).to.deep.equal(header);
    expectRows(
      rows.map(({ timestamp = '', ...numbers }) => ({
        timeMs: Date.parse(timestamp),
        numbers: Object.values(numbers),
      })),
    );
  });

  it('gives every number back as XLSX, with dates that are dates', async () => {
    const { content, headers } = await download(id, 'xlsx');
    expect(headers.get('content-type')).to.match(/spreadsheetml\.sheet$/);
    expect(headers.get('content-disposition')).to.equal(`attachment; filename="forecast-${id}.xlsx"`);
    const [sheet, ...others] = await readExcelFile(content);
    expect([sheet?.sheet, others.length]).to.deep.equal(['forecast', 0]);
    const [first, ...rows] = sheet?.data ?? [];
    expect(first).to.deep.equal(header);
    expectRows(
      rows.map(([time, ...numbers]) => {
        expect(time).to.be.instanceOf(Date);
        // A day number has no exact milliseconds.
        return { timeMs: Math.round(Number(time) / 1000) * 1000, numbers };
      }),
    );
  });

  it('gives every number back as Parquet, to DuckDB and to our own reader', async () => {
    const { content, headers } = await download(await longForecast(fixture, user, parquetPoints), 'parquet');
    expect(headers.get('content-type')).to.equal('application/vnd.apache.parquet');
    const folder = await mkdtemp(join(tmpdir(), 'coincast-export-'));
    try {
      const path = join(folder, 'forecast.parquet');
      await writeFile(path, content);
      const schema = await duckdb(
        `SELECT name, type, converted_type FROM parquet_schema('${path}') WHERE type IS NOT NULL`,
      );
      expect(schema.map(({ name }) => name)).to.deep.equal(header);
      expect(new Set(schema.slice(1).map(({ type }) => type))).to.deep.equal(new Set(['DOUBLE']));
      const columns = header.slice(1).join(', ');
      const rows = await duckdb(`SELECT epoch_ms("timestamp")::DOUBLE AS ms, ${columns} FROM '${path}'`);
      expectRows(
        rows.map(({ ms, ...numbers }) => ({ timeMs: Number(ms), numbers: Object.values(numbers) })),
        parquetPoints,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
    // Our own reader takes a price by its name; blanks around it do not count.
    const named = Buffer.from(content.toString('latin1').replaceAll('prediction', 'price     '), 'latin1');
    const { times, values } = await readWhole(named);
    expectRows(
      times.map((time, i) => ({ timeMs: Date.parse(time), numbers: [values[i], ...point(i).numbers.slice(1)] })),
      parquetPoints,
    );
  });

  it('exports a forecast without intervals, in every format', async () => {
    const short = await longForecast(fixture, user, 3, 1);
    const [sheet] = await readExcelFile((await download(short, 'xlsx')).content);
    expect(sheet?.data.map((row) => row.length)).to.deep.equal([2, 2, 2, 2]);
    expect((await download(short, 'parquet')).content.subarray(-4).toString()).to.equal('PAR1');
    expect((await download(short, 'csv')).content.toString().split('\n')[0]).to.equal('timestamp,prediction');
  });

  it('answers 422 to more points than a sheet of Excel holds, and names what holds them', async () => {
    const tooLong = await longForecast(fixture, user, 1_048_576, 1);
    const { status, body } = await fixture.get(`/api/predict/${tooLong}/export?format=xlsx`, user.token);
    expect([status, body['code'], body['detail']]).to.deep.equal([
      422,
      'invalid_request',
      'The forecast has 1048576 points, and a sheet of Excel holds 1048575. Export it as csv, json or parquet.',
    ]);
  });
});
