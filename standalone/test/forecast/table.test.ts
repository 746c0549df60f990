import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { answersOf, datasets, forecastCommand } from './command.js';

const csv = 'ts,price\n2024-01-01,10\n2024-01-03,30\n2024-01-02,20\n2024-01-04,x\n';

describe('coincast-forecast, a table', () => {
  it('writes as many points as there are valid rows as CSV, and says aside what there is to know', async () => {
    const ended = await forecastCommand(['--model', 'LinearTrend'], csv);
    expect(ended.status).to.equal(0);
    const [header, ...rows] = ended.stdout.trimEnd().split('\n');
    expect(header).to.match(/^timestamp,forecast(,lower_80,upper_80,lower_95,upper_95)?$/);
    expect(rows.map((row) => row.split(',').slice(0, 2))).to.deep.equal([
      ['2024-01-04T00:00:00.000Z', '40'],
      ['2024-01-05T00:00:00.000Z', '50'],
      ['2024-01-06T00:00:00.000Z', '60'],
    ]);
    for (const row of rows) expect(row.split(',')).to.have.length(header?.split(',').length ?? 0);
    expect(ended.stderr)
      .to.match(/3 valid rows of CSV/)
      .and.match(/1 invalid row: bad_price 1/)
      .and.match(/LinearTrend/);
  });

  it('reads whatever the service reads, by its content', async () => {
    for (const file of [
      'xlsx/pandas.xlsx',
      'parquet/duckdb-timestamp-s.parquet',
      'json/pandas-records.json',
      'other/tsv-named.csv',
      'csv/excel-russian-1251.csv',
    ]) {
      const byName = await forecastCommand(['-n', '2', join(datasets, file)]);
      expect([byName.status, byName.stdout.trimEnd().split('\n').length], file).to.deep.equal([0, 3]);
      const piped = await forecastCommand(['-n', '2'], readFileSync(join(datasets, file)));
      expect(piped, file).to.deep.equal(byName);
    }
  });

  it('writes JSON in lines or on one', async () => {
    const json = await forecastCommand(['--format', 'json', '-n', '1', '-m', 'LinearTrend'], csv);
    const [line] = answersOf(await forecastCommand(['--format', 'ndjson', '-n', '1', '-m', 'LinearTrend'], csv));
    expect(JSON.parse(json.stdout)).to.deep.equal(line);
    expect(line).to.deep.include({ predictions: [40], timestamps: ['2024-01-04T00:00:00.000Z'], model: 'LinearTrend' });
  });

  it('takes the decimal sign and the order of dates from its arguments', async () => {
    const table = 'date;price\n01/02/2024;1,500\n02/02/2024;1,600\n';
    const first = async (...args: string[]) =>
      (await forecastCommand(['-m', 'Naive', '-n', '1', ...args], table)).stdout.split('\n')[1];
    expect(await first('--decimal', ',', '--date-order', 'dmy')).to.match(/^2024-02-03T00:00:00.000Z,1.6(,|$)/);
    expect(await first('--decimal', '.', '--date-order', 'mdy'))
      .to.match(/^2024-02-29T|^2024-03-0\dT/)
      .and.match(/Z,1600(,|$)/);
  });

  it('says in a sentence what cannot be read, and ends with 1', async () => {
    const cases: [string[], string, RegExp][] = [
      [[], '', /empty/],
      [[], 'ts,price\nx,1\n', /bad_time 1[\s\S]*No row is valid/],
      [[join(datasets, 'other/document.docx')], '', /Word document/],
      [['/nowhere.csv'], '', /ENOENT.*nowhere/],
      [[datasets], '', /EISDIR/],
    ];
    for (const [args, input, says] of cases) {
      const { status, stdout, stderr } = await forecastCommand(args, input);
      expect([status, stdout]).to.deep.equal([1, '']);
      expect(stderr)
        .to.match(says)
        .and.not.match(/\n\s+at /);
    }
  });
});

describe('coincast-forecast, its arguments', () => {
  it('are refused in a sentence, with 2', async () => {
    const cases: [string[], RegExp][] = [
      [['--horizon', '0'], /--horizon must be a whole number/],
      [['--horizon', '1e3'], /--horizon must be a whole number/],
      [['--model', 'Oracle'], /--model must be one of Demo, .*Auto/],
      [['--format', 'xlsx'], /--format must be one of csv, json, ndjson/],
      [['--nonsense'], /--nonsense/],
      [['a.csv', 'b.csv'], /One file at a time/],
    ];
    for (const [args, says] of cases) {
      const { status, stdout, stderr } = await forecastCommand(args);
      expect([status, stdout]).to.deep.equal([2, '']);
      expect(stderr)
        .to.match(says)
        .and.match(/--help/);
    }
    const series = await forecastCommand(['--format', 'csv'], '{"values": [1], "horizon": 1}\n');
    expect([series.status, series.stdout]).to.deep.equal([2, '']);
  });

  it('are explained by --help, and --version is the version', async () => {
    const help = await forecastCommand(['--help']);
    expect([help.status, help.stderr]).to.deep.equal([0, '']);
    for (const word of ['--horizon', '--model', 'Auto', 'MSTL', 'standard input']) expect(help.stdout).to.include(word);
    expect((await forecastCommand(['--version'])).stdout).to.match(/^\d+\.\d+\.\d+\n$/);
  });
});
