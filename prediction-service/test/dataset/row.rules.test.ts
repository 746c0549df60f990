import { expect } from 'chai';
import { checkRow, describeInvalidRow } from '../../src/dataset/row.rules.js';

describe('checkRow', () => {
  const time = Date.UTC(2024, 0, 1);

  it('finds the columns by any of their names in any case', () => {
    for (const key of ['timestamp', 'TS', 'Date', 'DateTime', 'TIME']) {
      for (const price of ['price', 'Close', 'VALUE', 'target', 'Y']) {
        expect(checkRow({ [key]: '2024-01-01', [price]: 5, other: 'x' })).to.deep.equal({
          valid: true,
          time,
          price: 5,
        });
      }
    }
  });

  it('takes the first name of the list when a row has several', () => {
    const row = { time: 'x', date: '2024-01-01', y: 'x', close: 5 };
    expect(checkRow(row)).to.deep.equal({ valid: true, time, price: 5 });
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
    [{ timestamp: '30.02.2024', price: 1 }, 'bad_time'],
  ];
  for (const [row, fault] of faults) {
    it(`names ${fault} as the first fault of ${JSON.stringify(row)}`, () => {
      expect(checkRow(row)).to.deep.equal({ valid: false, fault });
    });
  }

  it('shows an invalid row with its fault first, and never the sender’s own _error', () => {
    expect(describeInvalidRow({ _error: 'mine', a: 1 }, 'missing_time')).to.deep.equal({
      _error: 'missing_time',
      a: 1,
    });
    expect(describeInvalidRow([1], 'not_a_dict')).to.deep.equal({ _error: 'not_a_dict', value: [1] });
  });
});
