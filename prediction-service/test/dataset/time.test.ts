import { expect } from 'chai';
import fc from 'fast-check';
import type { DateOrder } from '../../src/dataset/reading-options.js';
import { TimeColumn } from '../../src/dataset/time.js';

/** Reads a whole column into ISO texts; '' where a value is no time. */
function readColumn(column: readonly unknown[], { order, dayFirst }: { order?: DateOrder; dayFirst?: boolean } = {}) {
  const reader = new TimeColumn(order);
  if (dayFirst) reader.preferDayFirst();
  const times = Float64Array.from(column, (value, i) => {
    const time = reader.read(value);
    reader.keepAt(i);
    return time;
  });
  const warnings = reader.settle(times);
  return { times: [...times].map((time) => (Number.isNaN(time) ? '' : new Date(time).toISOString())), warnings };
}

const daysOf = (column: readonly string[], options?: Parameters<typeof readColumn>[1]) => {
  const { times, warnings } = readColumn(column, options);
  return { days: times.map((time) => time.slice(0, 10)), codes: warnings.map(({ code }) => code), warnings };
};

describe('TimeColumn', () => {
  const readings: [unknown, string][] = [
    ['2024-01-31', '2024-01-31T00:00:00.000Z'],
    ['2024-01-31T10:20:30Z', '2024-01-31T10:20:30.000Z'],
    ['2024-01-31T10:20:30.123Z', '2024-01-31T10:20:30.123Z'],
    ['2024-01-31T10:20:30.123456Z', '2024-01-31T10:20:30.123Z'],
    ['2024-01-31T10:20:30', '2024-01-31T10:20:30.000Z'],
    ['2024-01-31T10:20:30+03:00', '2024-01-31T07:20:30.000Z'],
    ['2024-01-31 10:20:30 +0300', '2024-01-31T07:20:30.000Z'],
    ['2024-01-31t10:20z', '2024-01-31T10:20:00.000Z'],
    ['2024-01-31 10:20:30', '2024-01-31T10:20:30.000Z'],
    ['2024-01-31 10:20:30 UTC', '2024-01-31T10:20:30.000Z'],
    ['2024-01', '2024-01-01T00:00:00.000Z'],
    ['2024/1/5', '2024-01-05T00:00:00.000Z'],
    ['2024.01.05 10:00', '2024-01-05T10:00:00.000Z'],
    ['20240131', '2024-01-31T00:00:00.000Z'],
    ['20240131 10:00:00', '2024-01-31T10:00:00.000Z'],
    [20240131, '2024-01-31T00:00:00.000Z'],
    ['31.01.2024', '2024-01-31T00:00:00.000Z'],
    ['1.2.2024 9:05', '2024-02-01T09:05:00.000Z'],
    ['31.01.2024 23:59:59', '2024-01-31T23:59:59.000Z'],
    ['31.01.2024, 23:59:59', '2024-01-31T23:59:59.000Z'],
    ['31-01-2024', '2024-01-31T00:00:00.000Z'],
    ['1/31/2024 3:04:05 PM', '2024-01-31T15:04:05.000Z'],
    ['1/31/2024 12:00:00 AM', '2024-01-31T00:00:00.000Z'],
    ['1/31/2024 12:00:00 PM', '2024-01-31T12:00:00.000Z'],
    ['29.02.2024', '2024-02-29T00:00:00.000Z'],
    ['29.02.2000', '2000-02-29T00:00:00.000Z'],
    [' 2024-01-31 ', '2024-01-31T00:00:00.000Z'],
    ['Jan 31, 2024', '2024-01-31T00:00:00.000Z'],
    ['January 31 2024', '2024-01-31T00:00:00.000Z'],
    ['31 Jan 2024', '2024-01-31T00:00:00.000Z'],
    ['31-Jan-2024', '2024-01-31T00:00:00.000Z'],
    ['Wed, 31 Jan 2024 10:20:30 GMT', '2024-01-31T10:20:30.000Z'],
    ['31 января 2024 г.', '2024-01-31T00:00:00.000Z'],
    ['1 мая 2024', '2024-05-01T00:00:00.000Z'],
    ['2024-Q3', '2024-07-01T00:00:00.000Z'],
    ['2024Q1', '2024-01-01T00:00:00.000Z'],
    ['Q4 2024', '2024-10-01T00:00:00.000Z'],
    ['2024', '2024-01-01T00:00:00.000Z'],
    [1960, '1960-01-01T00:00:00.000Z'],
    [1_706_659_200, '2024-01-31T00:00:00.000Z'],
    ['1706659200', '2024-01-31T00:00:00.000Z'],
    ['1706659200.25', '2024-01-31T00:00:00.250Z'],
    [1_706_659_200.5, '2024-01-31T00:00:00.500Z'],
    [1_706_659_200_000, '2024-01-31T00:00:00.000Z'],
    [1_706_659_200_123_456, '2024-01-31T00:00:00.123Z'],
    ['1706659200123456789', '2024-01-31T00:00:00.123Z'],
    [1_706_659_200_123_456_789n, '2024-01-31T00:00:00.123Z'],
    [45_322, '2024-01-31T00:00:00.000Z'],
    ['45322,75', '2024-01-31T18:00:00.000Z'],
    [45_322 + 1 / 86_400, '2024-01-31T00:00:01.000Z'],
    [new Date('2024-01-31T10:00:00Z'), '2024-01-31T10:00:00.000Z'],
  ];
  for (const [written, iso] of readings) {
    it(`reads ${String(written)} as ${iso}`, () => expect(readColumn([written]).times).to.deep.equal([iso]));
  }

  const refused: unknown[] = [
    '30.02.2024',
    '30/02/2024',
    '02/30/2024',
    '2024-02-30',
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-01-32',
    '2024-01-31T24:00:00Z',
    '2024-01-31T10:60:00Z',
    '2024-01-31T10:20:60Z',
    '2024-01-31T10:20:30+15:00',
    '2024-01-31 13:00 PM',
    '2024-01-3x',
    '2024-01-31T1x:20:30Z',
    '31.13.2024',
    '31 Foo 2024',
    '2024-Q5',
    'yesterday',
    '0001-01-01',
    '1',
    1,
    500,
    -1_706_659_200,
    1e20,
    true,
    null,
    {},
    Number.NaN,
    new Date(Number.NaN),
    new Date(-1e15),
    '2'.repeat(100),
  ];
  for (const written of refused) {
    it(`refuses ${String(written).slice(0, 30)}`, () => expect(readColumn([written]).times).to.deep.equal(['']));
  }

  describe('a date with two readings', () => {
    it('begins with the day when another date of the column can only do so', () => {
      const { days, codes } = daysOf(['01/02/2024', '13/02/2024']);
      expect(days).to.deep.equal(['2024-02-01', '2024-02-13']);
      expect(codes).to.deep.equal([]);
    });

    it('begins with the month when another date of the column can only do so', () => {
      const { days, codes } = daysOf(['01.02.2024', '01.13.2024'], { dayFirst: true });
      expect(days).to.deep.equal(['2024-01-02', '2024-01-13']);
      expect(codes).to.deep.equal([]);
    });

    it('with points begins with the day when nothing decides, with a warning', () => {
      const { days, warnings } = daysOf(['01.02.2024']);
      expect(days).to.deep.equal(['2024-02-01']);
      expect(warnings).to.have.lengthOf(1);
      expect(warnings[0]).to.include({ code: 'date_order_assumed', example: '01.02.2024' });
      expect(warnings[0]?.message).to.include('"01.02.2024" was read as 2024-02-01');
    });

    it('with slashes begins with the month when nothing decides, unless the file is from where days come first', () => {
      expect(daysOf(['01/02/2024'])).to.deep.include({ days: ['2024-01-02'], codes: ['date_order_assumed'] });
      const dayFirst = daysOf(['01/02/2024'], { dayFirst: true });
      expect(dayFirst).to.deep.include({ days: ['2024-02-01'], codes: ['date_order_assumed'] });
    });

    it('follows what the sender says, without a warning', () => {
      expect(daysOf(['01/02/2024'], { order: 'dmy' })).to.deep.include({ days: ['2024-02-01'], codes: [] });
      expect(daysOf(['01.02.2024'], { order: 'mdy' })).to.deep.include({ days: ['2024-01-02'], codes: [] });
    });

    it('keeps its time and zone in the other order too', () => {
      const { times } = readColumn(['01/02/2024 23:30 +03:00', '13/02/2024']);
      expect(times[0]).to.equal('2024-02-01T20:30:00.000Z');
    });

    it('needs no decision when both readings are the same day', () => {
      expect(daysOf(['03/03/2024'])).to.deep.include({ days: ['2024-03-03'], codes: [] });
    });
  });

  it('refuses a date in the other order when the sender has named one', () => {
    expect(daysOf(['13/02/2024'], { order: 'mdy' }).days).to.deep.equal(['']);
    expect(daysOf(['02/13/2024'], { order: 'dmy' }).days).to.deep.equal(['']);
  });

  it('reads mixed orders as they stand and warns', () => {
    const { days, codes } = daysOf(['13/02/2024', '14/02/2024', '02/15/2024', '01/02/2024']);
    expect(days).to.deep.equal(['2024-02-13', '2024-02-14', '2024-02-15', '2024-02-01']);
    expect(codes).to.deep.equal(['date_order_mixed']);
  });

  it('reads years of two digits as POSIX does, with a warning', () => {
    const { days, warnings } = daysOf(['31.01.68', '31.01.69', '31-Jan-24']);
    expect(days).to.deep.equal(['2068-01-31', '1969-01-31', '2024-01-31']);
    expect(warnings.map(({ code }) => code)).to.deep.equal(['two_digit_years']);
    expect(warnings[0]?.message).to.include('"31.01.68" is in 2068');
  });

  it('reads every ISO time as JavaScript does, whatever the zone of the server', () => {
    const times = fc.date({ min: new Date('1000-01-01Z'), max: new Date('9999-12-31Z'), noInvalidDate: true });
    fc.assert(
      fc.property(times, (date) => {
        const iso = date.toISOString();
        expect(readColumn([iso, iso.replace('T', ' ').slice(0, 23), iso.slice(0, 10)]).times).to.deep.equal([
          iso,
          iso,
          `${iso.slice(0, 10)}T00:00:00.000Z`,
        ]);
      }),
    );
  });

  it('answers a time that prints as plain ISO 8601 or none, whatever is sent', () => {
    const text = fc.stringMatching(/^[\d./:TZAPM +-]{0,30}$/);
    fc.assert(
      fc.property(fc.oneof(fc.anything({ withBigInt: true, withDate: true }), fc.double(), text), (value) => {
        for (const time of readColumn([value]).times) expect(time).to.match(/^(\d{4}-.*Z)?$/);
      }),
    );
  });
});
