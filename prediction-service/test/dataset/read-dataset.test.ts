import { expect } from 'chai';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { problemOf, readRows } from './reading.js';

const table = 'Дата;Цена\n';

describe('readDataset', () => {
  it('tells what it found and decided', async () => {
    const { read } = await readRows('note;Date;ts;Close\nx;01/02/2024;;1,5\ny;02/02/2024;;n/a\n');
    const { times, values, invalid, ...verdict } = read;
    expect(verdict).to.deep.include({
      format: 'csv',
      encoding: 'utf-8',
      columns: { time: 'Date', price: 'Close' },
      duplicates: 0,
    });
    expect(verdict.warnings.map(({ code }) => code)).to.have.members(['several_time_columns', 'date_order_assumed']);
    expect(times).to.deep.equal(Float64Array.of(Date.UTC(2024, 1, 1)));
    expect(values).to.deep.equal(Float64Array.of(1.5));
    expect(invalid).to.deep.include({ count: 1, faults: { bad_price: 1 } });
  });

  it('reads what the sender has told instead of what it would decide', async () => {
    const text = 'ts;price\n01/02/2024;1,234\n';
    expect((await readRows(text)).rows).to.deep.equal([['2024-02-01', 1.234]]);
    const told = await readRows(text, { options: { decimal: '.', dateOrder: 'mdy' } });
    expect(told.rows).to.deep.equal([['2024-01-02', 1234]]);
    expect(told.warnings).to.deep.equal([]);
  });

  it('reads a table of which no row is valid', async () => {
    const { rows, invalid, warnings } = await readRows('a,b\n1,2\n');
    expect({ rows, invalid }).to.deep.equal({ rows: [], invalid: [[0, { _error: 'missing_time', a: '1', b: '2' }]] });
    expect(warnings).to.have.members(['no_time_column', 'no_price_column']);
  });

  for (const text of ['ts,price\n', 'ts,price', '[]', '{"ts":[],"y":[]}', table]) {
    it(`reads no row of ${JSON.stringify(text)}`, async () => {
      const { rows, invalid } = await readRows(text);
      expect({ rows, invalid }).to.deep.equal({ rows: [], invalid: [] });
    });
  }

  const hostile: [string, () => string | Buffer, string, RegExp][] = [
    ['a line of 50 MB', () => Buffer.alloc(50 * 1024 * 1024, 'x'), 'row_too_large', /line 1\b.*1048576 bytes/],
    ['a row of 50 MB', () => `ts,price\n${'1,'.repeat(25 * 1024 * 1024)}`, 'row_too_large', /line 2\b.*1048576 bytes/],
    [
      'a quote opened over 50 MB',
      () => `ts,price\n"${'1,2\n'.repeat(12 * 1024 * 1024)}`,
      'unreadable_data',
      /line 2\b/,
    ],
    ['JSON 100,000 levels deep', () => `[{"ts":${'['.repeat(100_000)}`, 'nested_too_deeply', /64 levels/],
    ['lines of JSON, one 100,000 levels deep', () => `{}\n${'{"a":'.repeat(100_000)}`, 'nested_too_deeply', /line 2\b/],
    ['millions of empty objects', () => `[${'{},'.repeat(5_000_000)}{}]`, 'too_many_rows', /1000000 rows/],
    ['a record of 50 MB', () => `[{"ts":"${'x'.repeat(50 * 1024 * 1024)}"}]`, 'row_too_large', /1048576 bytes/],
    ['a million columns', () => `ts,price${',a'.repeat(400_000)}\n`, 'too_many_columns', /1000/],
  ];
  for (const [name, content, code, detail] of hostile) {
    it(`refuses ${name}`, async () => {
      const problem = await problemOf(readRows(content()));
      expect(problem).to.include({ code, status: 422 });
      expect(problem.detail).to.match(detail);
    });
  }

  it('reads JSON in any shape, indentation and encoding as it was written', async () => {
    const record = fc.record({
      timeMs: fc.integer({ min: 1e12, max: 2e12 }),
      price: price(),
      note: fc.string({ maxLength: 6 }),
    });
    const written = fc.record({
      shape: fc.constantFrom(...Object.keys(shapes)),
      indent: fc.constantFrom(0, 1, 4),
      encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'),
      addBOM: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 12 }), written, async (records, how) => {
        const { encoding, addBOM, indent } = how;
        const rows = records.map(({ timeMs, price, note }) => ({
          timestamp: new Date(timeMs).toISOString(),
          note,
          price,
        }));
        const text = shapes[how.shape]?.(rows, indent) ?? '';
        const { read } = await readRows(iconv.encode(`${text}\n`, encoding, { addBOM }));
        const sorted = [...records].sort((a, b) => a.timeMs - b.timeMs);
        expect(Array.from(read.times)).to.deep.equal(sorted.map(({ timeMs }) => timeMs));
        expect(Array.from(read.values)).to.deep.equal(sorted.map(({ price }) => price));
        expect(read).to.deep.include({ encoding, columns: { time: 'timestamp', price: 'price' }, warnings: [] });
      }),
      { numRuns: 300 },
    );
  });
});

/** Finite, and no integer too large to be exact. */
const price = () => fc.double({ min: -1e12, max: 1e12, noNaN: true }).map((number) => number || 0);

type Rows = Record<string, unknown>[];
const names = ['timestamp', 'note', 'price'];
const column = (rows: Rows, name: string) => rows.map((row) => row[name]);
/** How programs write a table in JSON. */
const shapes: Record<string, (rows: Rows, indent: number) => string> = {
  records: (rows, indent) => JSON.stringify(rows, null, indent),
  data: (rows, indent) => JSON.stringify({ symbol: 'X', data: rows }, null, indent),
  lines: (rows) => rows.map((row) => JSON.stringify(row)).join('\r\n'),
  arrays: (rows, indent) =>
    JSON.stringify(Object.fromEntries(names.map((name) => [name, column(rows, name)])), null, indent),
  columns: (rows, indent) =>
    JSON.stringify(Object.fromEntries(names.map((name) => [name, { ...column(rows, name) }])), null, indent),
  index: (rows, indent) => JSON.stringify({ ...rows }, null, indent),
  split: (rows, indent) => {
    const data = rows.map((row) => names.map((name) => row[name]));
    return JSON.stringify({ columns: names, index: [...rows.keys()], data }, null, indent);
  },
};
