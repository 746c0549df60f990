import { expect } from 'chai';
import fc from 'fast-check';
import { parsePrice } from '../../src/dataset/price.js';

describe('parsePrice', () => {
  const readings: [unknown, number][] = [
    [12.5, 12.5],
    [0, 0],
    ['12.5', 12.5],
    [' -3 ', -3],
    ['+.5', 0.5],
    ['1e3', 1000],
    ['1 234,56', 1234.56],
    ['1\u00a0234,56', 1234.56],
    ['1\u202f234\u202f567,8', 1234567.8],
    ['1 234.56', 1234.56],
    ['1,234.56', 1234.56],
    ['1,234,567', 1234567],
    ['1.234,56', 1234.56],
    ['-1.234.567', -1234567],
    ['1.234.567,8', 1234567.8],
    ['1_000', 1000],
    ['1_000_000.25', 1000000.25],
    ['1234,56', 1234.56],
    ['0,123', 0.123],
    ['12,3456', 12.3456],
    ['\u22125', -5],
    // A point without a comma is a decimal point, also before three digits.
    ['1.234', 1.234],
  ];
  for (const [written, value] of readings) {
    it(`reads ${JSON.stringify(written)} as ${value}`, () => expect(parsePrice(written)).to.equal(value));
  }

  const refused = [
    'NaN',
    'Infinity',
    '-Infinity',
    '0x10',
    '1e999',
    'abc',
    '12abc',
    '1,2,3',
    '1.2.3',
    '1 23',
    '1__000',
    '1,23,456',
    // Could be 1.234 or 1234.
    '1,234',
    '12,345',
    true,
    false,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    [],
    {},
    '9'.repeat(500),
  ];
  for (const written of refused) {
    it(`refuses ${JSON.stringify(written)?.slice(0, 30)}`, () => expect(parsePrice(written)).to.equal(undefined));
  }

  it('reads every finite number as it prints', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(parsePrice(String(number))).to.equal(number === 0 ? 0 : number);
      }),
    );
  });

  it('answers a finite number or nothing, whatever is sent', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const price = parsePrice(value);
        expect(price === undefined || Number.isFinite(price)).to.equal(true);
      }),
    );
  });
});
