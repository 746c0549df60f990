import { expect } from 'chai';
import fc from 'fast-check';
import { PriceColumn } from '../../src/dataset/price.js';
import type { DecimalSign } from '../../src/dataset/reading-options.js';

/** Reads a whole column; NaN where a value is no price. */
function readColumn(column: readonly unknown[], decimal?: DecimalSign) {
  const prices = new PriceColumn(decimal);
  const values = Float64Array.from(column, (value, i) => {
    const price = prices.read(value);
    prices.keepAt(i);
    return price;
  });
  const warnings = prices.settle(values);
  return { values: [...values], warnings };
}

const readAlone = (value: unknown) => readColumn([value]).values[0];

describe('PriceColumn', () => {
  const readings: [unknown, number][] = [
    [12.5, 12.5],
    [0, 0],
    [1e300, 1e300],
    [9007199254740991, 9007199254740991],
    [42n, 42],
    ['12.5', 12.5],
    [' -3 ', -3],
    ['+.5', 0.5],
    ['1e3', 1000],
    ['1e300', 1e300],
    ['1,5E+03', 1500],
    ['1 234,56', 1234.56],
    ['1\u00a0234,56', 1234.56],
    ['1\u202f234\u202f567,8', 1234567.8],
    ['1 234.56', 1234.56],
    ['1 234', 1234],
    ['1,234.56', 1234.56],
    ['1,234,567', 1234567],
    ['1.234,56', 1234.56],
    ['-1.234.567', -1234567],
    ['1.234.567,8', 1234567.8],
    ['1_000', 1000],
    ['1_000_000.25', 1000000.25],
    ["1'234.50", 1234.5],
    ['1234,56', 1234.56],
    ['0,123', 0.123],
    ['0.123', 0.123],
    ['12,3456', 12.3456],
    ['\u22125', -5],
    ['$1,234.56', 1234.56],
    ['-€5', -5],
    ['1 234,56 ₽', 1234.56],
  ];
  for (const [written, value] of readings) {
    it(`reads ${String(written)} as ${value}`, () => expect(readAlone(written)).to.equal(value));
  }

  const refused: unknown[] = [
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
    "1'000 000",
    '1,23,456',
    '9007199254740993',
    '9 007 199 254 740 993',
    '9,007,199,254,740,993',
    '$',
    '$$5',
    '5%',
    'null',
    '',
    true,
    false,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    9007199254740992,
    9007199254740993n,
    new Date(0),
    [],
    {},
    '9'.repeat(500),
  ];
  for (const written of refused) {
    it(`refuses ${String(written).slice(0, 30) || "''"}`, () => expect(readAlone(written)).to.be.NaN);
  }

  describe('a price with two readings', () => {
    it('follows a decimal comma seen elsewhere in the column', () => {
      const { values, warnings } = readColumn(['1,234', '2.345', '3,5']);
      expect(values).to.deep.equal([1.234, 2345, 3.5]);
      expect(warnings).to.deep.equal([]);
    });

    it('follows a decimal point seen elsewhere in the column', () => {
      const { values, warnings } = readColumn(['1,234', '2.345', '3.5']);
      expect(values).to.deep.equal([1234, 2.345, 3.5]);
      expect(warnings).to.deep.equal([]);
    });

    it('follows groups of thousands that show which sign is the decimal one', () => {
      expect(readColumn(['1,234', '1,234,567']).values).to.deep.equal([1234, 1234567]);
      expect(readColumn(['1.234', '1.234.567']).values).to.deep.equal([1234, 1234567]);
    });

    it('has a decimal sign when nothing decides, with a warning that shows it', () => {
      const { values, warnings } = readColumn(['1,234', '2.345', '7']);
      expect(values).to.deep.equal([1.234, 2.345, 7]);
      expect(warnings.map(({ code, example }) => [code, example])).to.deep.equal([['decimal_assumed', '1,234']]);
      expect(warnings[0]?.message).to.match(/Send the field decimal/);
    });

    it('follows what the sender says, without a warning', () => {
      expect(readColumn(['1,234', '2.345'], ',')).to.deep.equal({ values: [1.234, 2345], warnings: [] });
      expect(readColumn(['1,234', '2.345'], '.')).to.deep.equal({ values: [1234, 2.345], warnings: [] });
    });
  });

  it('refuses the other decimal sign when the sender has named one', () => {
    expect(readColumn(['1.5', '1,5', '1.234,5'], ',').values).to.deep.equal([Number.NaN, 1.5, 1234.5]);
    expect(readColumn(['1.5', '1,5', '1,234.5'], '.').values).to.deep.equal([1.5, Number.NaN, 1234.5]);
  });

  it('reads mixed signs as they stand, settles the rest by the more frequent one, and warns', () => {
    const { values, warnings } = readColumn(['1.5', '2.5', '1,5', '1,234']);
    expect(values).to.deep.equal([1.5, 2.5, 1.5, 1234]);
    expect(warnings.map(({ code, example }) => [code, example])).to.deep.equal([['decimal_mixed', '1,5']]);
  });

  it('leaves numbers out of the decision', () => {
    expect(readColumn([1.5, 2.5, '1,234']).warnings.map(({ code }) => code)).to.deep.equal(['decimal_assumed']);
  });

  it('reads every finite number as it prints, unless it is an integer beyond 2^53 in digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const text = String(number);
        fc.pre(!/^-?\d{16,}$/.test(text));
        expect(readColumn([text], '.').values[0]).to.equal(Number(text));
      }),
    );
  });

  it('reads a column in any dialect as the numbers that were written', () => {
    const cents = fc.array(fc.integer({ min: -1e11, max: 1e11 }), { minLength: 1, maxLength: 30 });
    const dialect = fc.constantFrom<[DecimalSign, string]>(
      ['.', ','],
      ['.', ' '],
      ['.', "'"],
      [',', '.'],
      [',', '\u00a0'],
    );
    fc.assert(
      fc.property(cents, dialect, (amounts, [decimal, group]) => {
        const written = amounts.map((amount) => {
          const whole = String(Math.trunc(Math.abs(amount) / 100)).replace(/\B(?=(\d{3})+$)/g, group);
          return `${amount < 0 ? '-' : ''}${whole}${decimal}${String(Math.abs(amount) % 100).padStart(2, '0')}`;
        });
        const { values, warnings } = readColumn(written);
        expect(values.map((value) => Math.round(value * 100))).to.deep.equal(amounts.map((amount) => amount));
        expect(warnings).to.deep.equal([]);
      }),
    );
  });

  it('answers a finite number or none, whatever is sent', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true }), (value) => {
        const price = readAlone(value) ?? 0;
        expect(Number.isNaN(price) || Number.isFinite(price)).to.equal(true);
      }),
    );
  });
});
