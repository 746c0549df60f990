import { expect } from 'chai';
import { DatasetBuilder } from '../../../src/dataset/dataset.js';
import { addJsonRows } from '../../../src/dataset/json/json-rows.js';
import { limits, problemOf } from '../reading.js';

function rowsOf(data: unknown) {
  const builder = new DatasetBuilder({}, limits);
  addJsonRows(data, builder);
  const { times, values, invalid, warnings } = builder.build();
  return {
    rows: Array.from(times, (time, i) => [new Date(time).toISOString().slice(0, 10), values[i]]),
    invalid: invalid.kept.map((text): unknown => JSON.parse(text)),
    warnings: warnings.map(({ code }) => code),
  };
}

const records = [
  { timestamp: '2024-01-01', price: 1, note: 'a' },
  { timestamp: '2024-01-02', price: 2, note: 'b' },
];
const shapes: [string, unknown][] = [
  ['an array of records', records],
  ['columns as arrays', { timestamp: ['2024-01-01', '2024-01-02'], price: [1, 2], note: ['a', 'b'] }],
  [
    'pandas orient=split',
    {
      columns: ['timestamp', 'note', 'price'],
      index: [0, 1],
      data: [
        ['2024-01-01', 'a', 1],
        ['2024-01-02', 'b', 2],
      ],
    },
  ],
  [
    'pandas orient=columns',
    { timestamp: { 0: '2024-01-01', 7: '2024-01-02' }, price: { 0: 1, 7: 2 }, note: { 0: 'a', 7: 'b' } },
  ],
  ['pandas orient=index', { 0: records[0], 1: records[1] }],
  ['columns of which one is called data', { data: [0, 0], ts: ['2024-01-01', '2024-01-02'], y: [1, 2] }],
  ['columns as arrays beside other fields', { ts: ['2024-01-01', '2024-01-02'], y: [1, 2], name: 'X', tags: ['t'] }],
];

describe('addJsonRows', () => {
  const expected = [
    ['2024-01-01', 1],
    ['2024-01-02', 2],
  ];
  for (const [name, data] of shapes) {
    it(`reads ${name}`, () => {
      expect(rowsOf(data)).to.deep.equal({ rows: expected, invalid: [], warnings: [] });
    });

    it(`reads ${name} as the field data of an object`, () => {
      expect(rowsOf({ data, symbol: 'X', time: '2024-02-02' })).to.deep.equal({
        rows: expected,
        invalid: [],
        warnings: [],
      });
    });
  }

  const indexed: [string, unknown][] = [
    ['split', { columns: ['price'], index: ['2024-01-01', '2024-01-02'], data: [[1], [2]] }],
    ['split, in epoch milliseconds', { columns: ['price'], index: [1704067200000, 1704153600000], data: [[1], [2]] }],
    ['columns', { price: { 1704067200000: 1, 1704153600000: 2 } }],
    ['index', { '2024-01-01T00:00:00.000Z': { price: 1 }, '2024-01-02T00:00:00.000Z': { price: 2 } }],
  ];
  for (const [name, data] of indexed) {
    it(`reads the index of pandas orient=${name} as the time, with a warning`, () => {
      expect(rowsOf(data)).to.deep.equal({ rows: expected, invalid: [], warnings: ['time_from_index'] });
    });
  }

  it('takes no row numbers for times', () => {
    for (const data of [
      { columns: ['price'], index: [0, 1], data: [[1], [2]] },
      { price: { 45000: 1, 45001: 2 } },
      { 20240101: { price: 1 }, 20240102: { price: 2 } },
    ]) {
      const { rows, invalid } = rowsOf(data);
      expect([rows.length, invalid.length]).to.deep.equal([0, 2]);
    }
  });

  it('reads one record', () => {
    expect(rowsOf(records[0]).rows).to.deep.equal([['2024-01-01', 1]]);
    expect(rowsOf({ data: records[0] }).rows).to.deep.equal([['2024-01-01', 1]]);
    expect(rowsOf({ ...records[0], data: { unit: 'USD' } }).rows).to.deep.equal([['2024-01-01', 1]]);
    expect(rowsOf({ price: 1 }).invalid).to.deep.equal([[0, { _error: 'missing_time', price: 1 }]]);
  });

  it('reads records of several forms, each by its own fields', () => {
    const forms = [
      { ts: '2024-01-01', y: 1 },
      { ts: '2024-01-02', y: 2 },
      { y: 3, ts: '2024-01-03' },
      { ts: '2024-01-04', value: 8, y: 4 },
      { ts: '2024-01-05', y: 5, note: 'a' },
      { ts: '2024-01-06' },
      { ts: '2024-01-07' },
      {},
      { ts: '2024-01-08', y: 8 },
    ];
    const { rows, invalid } = rowsOf(forms);
    expect(rows.map(([, price]) => price)).to.deep.equal([1, 2, 3, 8, 5, 8]);
    expect(invalid).to.deep.equal([
      [5, { _error: 'missing_price', ts: '2024-01-06' }],
      [6, { _error: 'missing_price', ts: '2024-01-07' }],
      [7, { _error: 'missing_time' }],
    ]);
  });

  it('reads no row of an empty array', () => {
    expect(rowsOf([])).to.deep.equal({ rows: [], invalid: [], warnings: [] });
  });

  it('shows rows that are no records as they are', () => {
    expect(rowsOf([1, 'a', null, ['2024-01-01', 1], records[0]]).invalid).to.deep.equal([
      [0, { _error: 'not_a_dict', value: 1 }],
      [1, { _error: 'not_a_dict', value: 'a' }],
      [2, { _error: 'not_a_dict', value: null }],
      [3, { _error: 'not_a_dict', value: ['2024-01-01', 1] }],
    ]);
  });

  it('shows the invalid rows of a table as records', () => {
    expect(rowsOf({ ts: ['x', '2024-01-01'], y: [1, 2], note: ['n'], unit: 'USD' }).invalid).to.deep.equal([
      [0, { _error: 'bad_time', ts: 'x', y: 1, note: 'n' }],
    ]);
    expect(rowsOf({ ts: { a: 'x' }, y: { a: null }, note: { a: 'n' } }).invalid).to.deep.equal([
      [0, { _error: 'missing_price', ts: 'x', y: null, note: 'n' }],
    ]);
    const split = { columns: ['ts', 'y'], data: [['2024-01-01', true, 5], ['2024-01-01'], 7, { ts: 'x', y: 1 }] };
    expect(rowsOf(split).invalid).to.deep.equal([
      [0, { _error: 'bad_price', ts: '2024-01-01', y: true, column_3: 5 }],
      [1, { _error: 'missing_price', ts: '2024-01-01' }],
      [2, { _error: 'not_a_dict', value: 7 }],
      [3, { _error: 'bad_time', ts: 'x', y: 1 }],
    ]);
  });

  it('warns of a table without a price column', () => {
    const found = rowsOf({ ts: ['2024-01-01'], amount: [1] });
    expect(found.warnings).to.deep.equal(['no_price_column']);
    expect(found.invalid).to.deep.equal([[0, { _error: 'missing_price', ts: '2024-01-01', amount: 1 }]]);
  });

  it('takes no value from where a prototype is', () => {
    const data: unknown = JSON.parse('[{"__proto__":{"ts":"2024-01-01","y":1}}]');
    expect(rowsOf(data).rows).to.deep.equal([]);
    const columns: unknown = JSON.parse('{"ts":{"__proto__":"2024-01-01"},"y":{"__proto__":1}}');
    expect(rowsOf(columns).rows).to.deep.equal([['2024-01-01', 1]]);
    expect(rowsOf({ ts: { constructor: '2024-01-01', b: 1 }, y: { constructor: 5, b: 1 } }).rows).to.have.lengthOf(1);
  });

  for (const [name, data, detail] of [
    ['arrays', { ts: ['2024-01-01'], y: [1, 2] }, /"ts" has 1, "y" has 2/],
    ['objects', { ts: { 0: '2024-01-01', 1: '2024-01-02' }, y: { 0: 1 } }, /"ts" has 2, "y" has 1/],
    ['other rows', { ts: { 0: '2024-01-01' }, y: { 1: 1 } }, /do not have the same rows/],
    ['an array and a number', { ts: ['2024-01-01'], y: 5 }, /do not have the same rows/],
  ] as const) {
    it(`refuses columns of different lengths: ${name}`, async () => {
      const problem = await problemOf(Promise.resolve().then(() => rowsOf(data)));
      expect(problem.code).to.equal('invalid_request');
      expect(problem.detail).to.match(detail);
    });
  }

  const none = [null, undefined, 5, 'text', true, {}, { a: 1 }, { data: 5 }, { data: {} }, { data: { data: records } }];
  for (const data of [...none, { a: [1], b: [2] }, { 0: records[0], 1: 5 }]) {
    it(`refuses ${JSON.stringify(data)}`, async () => {
      const problem = await problemOf(Promise.resolve().then(() => rowsOf(data)));
      expect(problem).to.include({ code: 'invalid_request' });
      expect(problem.extras.errors).to.deep.equal([
        { field: 'data', message: 'data must be an array of rows or a table' },
      ]);
    });
  }
});
