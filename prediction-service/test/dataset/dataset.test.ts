import { Problem } from '@coincast/shared/http/errors';
import { expect } from 'chai';
import fc from 'fast-check';
import { DatasetBuilder } from '../../src/dataset/dataset.js';
import type { DatasetLimits } from '../../src/dataset/dataset-limits.js';
import { limits } from './reading.js';

function read(rows: readonly unknown[], some: Partial<DatasetLimits> = {}) {
  const builder = new DatasetBuilder({}, { ...limits, ...some });
  for (const row of rows) builder.add(row);
  const { times, values, ...rest } = builder.build();
  return { days: [...times].map((time) => new Date(time).toISOString().slice(0, 10)), values: [...values], ...rest };
}

function problemOf(work: () => unknown): Problem {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('no problem');
}

describe('DatasetBuilder', () => {
  it('finds the columns of a record by any of their names in any case', () => {
    for (const time of ['timestamp', 'TS', ' Date ', 'DateTime', 'TIME']) {
      for (const price of ['price', 'Close', 'VALUE', 'target', ' Y']) {
        const { days, values, columns } = read([{ [time]: '2024-01-01', [price]: 5, other: 'x' }]);
        expect({ days, values, columns }).to.deep.equal({
          days: ['2024-01-01'],
          values: [5],
          columns: { time, price },
        });
      }
    }
  });

  it('takes the first of several matching columns, with a warning', () => {
    const { days, values, warnings } = read([{ date: '2024-01-01', timestamp: 'x', close: 5, y: 6, value: 7 }]);
    expect([days, values]).to.deep.equal([['2024-01-01'], [5]]);
    expect(warnings.map(({ code }) => code)).to.deep.equal(['several_time_columns', 'several_price_columns']);
    expect(warnings[1]?.message).to.equal(
      'Several columns can be the price; "close", the first, was read, and not "y", "value".',
    );
  });

  const faults: [unknown, string][] = [
    [null, 'not_a_dict'],
    [5, 'not_a_dict'],
    ['row', 'not_a_dict'],
    [[1, 2], 'not_a_dict'],
    [{}, 'missing_time'],
    [{ price: 'x' }, 'missing_time'],
    [{ timestamp: '', price: 1 }, 'missing_time'],
    [{ timestamp: null }, 'missing_time'],
    [{ timestamp: 'x' }, 'missing_price'],
    [{ timestamp: 'x', price: ' ' }, 'missing_price'],
    [{ timestamp: 'x', price: 'y' }, 'bad_time'],
    [{ timestamp: '2024-01-01', price: 'y' }, 'bad_price'],
    [{ timestamp: '2024-01-01', price: true }, 'bad_price'],
    [{ timestamp: true, price: 1 }, 'bad_time'],
    [{ timestamp: '30.02.2024', price: 1 }, 'bad_time'],
  ];
  for (const [row, fault] of faults) {
    it(`names ${fault} as the first fault of ${JSON.stringify(row)}`, () => {
      expect(read([row]).invalid.faults).to.deep.equal({ [fault]: 1 });
    });
  }

  it('counts rows as sent, and shows an invalid one with its fault first, never the sender’s own _error', () => {
    const { invalid } = read([{ ts: '2024-01-01', y: 1 }, { _error: 'mine', a: 1 }, [1], { ts: '2024', y: 2n ** 60n }]);
    expect(invalid.kept.map((text) => JSON.parse(text))).to.deep.equal([
      [1, { _error: 'missing_time', a: 1 }],
      [2, { _error: 'not_a_dict', value: [1] }],
      [3, { _error: 'bad_price', ts: '2024', y: '1152921504606846976' }],
    ]);
  });

  it('keeps at most 1,000 invalid rows and 256 KiB of them, but counts all', () => {
    const many = read(Array.from({ length: 1_500 }, () => ({ ts: 'x', y: 1 }))).invalid;
    expect([many.count, many.kept.length]).to.deep.equal([1_500, 1_000]);
    const long = read(Array.from({ length: 100 }, () => ({ ts: 'x'.repeat(10_000), y: 1 }))).invalid;
    expect(long.count).to.equal(100);
    expect(long.kept.join('').length).to.be.within(200 * 1024, 256 * 1024);
  });

  it('counts every repetition of a time and keeps each row', () => {
    const day = (date: string, y: number) => ({ date, y });
    const { values, duplicates } = read([
      day('2024-01-02', 1),
      day('2024-01-01', 2),
      day('02.01.2024', 3),
      day('2024-01-02', 4),
    ]);
    expect(values).to.deep.equal([2, 1, 3, 4]);
    expect(duplicates).to.equal(2);
  });

  it('sorts after dates with two readings are settled', () => {
    const { days, values } = read([
      { date: '01/02/2024', y: 1 },
      { date: '02/01/2024', y: 2 },
      { date: '13/01/2024', y: 3 },
    ]);
    expect(days).to.deep.equal(['2024-01-02', '2024-01-13', '2024-02-01']);
    expect(values).to.deep.equal([2, 3, 1]);
  });

  it('settles only what it keeps: an invalid row shifts nothing', () => {
    const rows = [
      { date: '01/02/2024', y: 'bad' },
      { date: '01/02/2024', y: '1,234' },
      { date: 'bad', y: '5,678' },
      { date: '13/02/2024', y: '1,5' },
      { date: '03/02/2024', y: '2.500' },
    ];
    const { days, values } = read(rows);
    expect(days).to.deep.equal(['2024-02-01', '2024-02-03', '2024-02-13']);
    expect(values).to.deep.equal([1.234, 2500, 1.5]);
  });

  it('refuses more rows than the limit, valid or not', () => {
    const problem = problemOf(() => read([{ ts: '2024', y: 1 }, 5, 6], { maxRows: 2 }));
    expect(problem).to.include({ code: 'too_many_rows', detail: 'The data has more than 2 rows. Send fewer.' });
  });

  it('refuses more columns than the limit, in a record and in a header', () => {
    const wide = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`c${i}`, i]));
    const builder = new DatasetBuilder({}, { ...limits, maxColumns: 10 });
    expect(problemOf(() => builder.add(wide)).code).to.equal('too_many_columns');
    expect(problemOf(() => builder.useHeader(Object.keys(wide))).code).to.equal('too_many_columns');
  });

  it('says what a table without the columns has instead', () => {
    const builder = new DatasetBuilder({}, limits);
    expect(builder.useHeader(['day', 'amount'])).to.deep.equal({ time: null, price: null });
    builder.addCells(undefined, undefined, () => ({ day: '2024-01-01', amount: 1 }));
    const { invalid, columns, warnings } = builder.build();
    expect(invalid.faults).to.deep.equal({ missing_time: 1 });
    expect(columns).to.deep.equal({ time: null, price: null });
    expect(warnings.map(({ message }) => message)).to.deep.equal([
      'No column is named timestamp, ts, date, datetime or time; the header is: day, amount.',
      'No column is named price, close, value, target or y; the header is: day, amount.',
    ]);
  });

  it('answers the same valid rows whatever their order, with those of one time in the order sent', () => {
    const rows = fc.array(fc.record({ ts: fc.integer({ min: 1e9, max: 1e9 + 20 }), y: fc.double({ noNaN: true }) }));
    fc.assert(
      fc.property(rows, (sent) => {
        const finite = sent.filter(({ y }) => Number.isFinite(y) && (!Number.isInteger(y) || Number.isSafeInteger(y)));
        const { values } = read(finite);
        const expected = finite.map((row, i) => ({ ...row, i })).sort((a, b) => a.ts - b.ts || a.i - b.i);
        expect(values).to.deep.equal(expected.map(({ y }) => y));
      }),
    );
  });
});
