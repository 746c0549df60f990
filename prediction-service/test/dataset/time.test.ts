import { expect } from 'chai';
import fc from 'fast-check';
import { parseTime } from '../../src/dataset/time.js';

describe('parseTime', () => {
  const readings: [unknown, string][] = [
    ['2024-01-31', '2024-01-31T00:00:00.000Z'],
    ['2024-01-31T10:20:30Z', '2024-01-31T10:20:30.000Z'],
    ['2024-01-31T10:20:30.123456Z', '2024-01-31T10:20:30.123Z'],
    ['2024-01-31T10:20:30', '2024-01-31T10:20:30.000Z'],
    ['2024-01-31T10:20:30+03:00', '2024-01-31T07:20:30.000Z'],
    ['2024-01-31 10:20:30 +0300', '2024-01-31T07:20:30.000Z'],
    ['2024-01-31t10:20z', '2024-01-31T10:20:00.000Z'],
    ['2024-01-31 10:20:30', '2024-01-31T10:20:30.000Z'],
    ['2024-01', '2024-01-01T00:00:00.000Z'],
    ['2024/1/5', '2024-01-05T00:00:00.000Z'],
    ['20240131', '2024-01-31T00:00:00.000Z'],
    [20240131, '2024-01-31T00:00:00.000Z'],
    ['31.01.2024', '2024-01-31T00:00:00.000Z'],
    ['1.2.2024 9:05', '2024-02-01T09:05:00.000Z'],
    ['31.01.2024 23:59:59', '2024-01-31T23:59:59.000Z'],
    ['29.02.2024', '2024-02-29T00:00:00.000Z'],
    [' 2024-01-31 ', '2024-01-31T00:00:00.000Z'],
    [1_706_659_200, '2024-01-31T00:00:00.000Z'],
    ['1706659200', '2024-01-31T00:00:00.000Z'],
    [1_706_659_200.5, '2024-01-31T00:00:00.500Z'],
    [1_706_659_200_000, '2024-01-31T00:00:00.000Z'],
    [45_322, '2024-01-31T00:00:00.000Z'],
    ['45322,75', '2024-01-31T18:00:00.000Z'],
  ];
  for (const [written, iso] of readings) {
    it(`reads ${JSON.stringify(written)} as ${iso}`, () => {
      expect(new Date(parseTime(written) ?? Number.NaN).toISOString()).to.equal(iso);
    });
  }

  const refused = [
    '30.02.2024',
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-01-32',
    '2024-01-31T24:00:00Z',
    '2024-01-31T10:60:00Z',
    '2024-01-31T10:20:30+15:00',
    '01/02/2024',
    'yesterday',
    'Jan 5 2024',
    '0001-01-01',
    '2024',
    2024,
    1,
    -1_706_659_200,
    1e16,
    true,
    null,
    {},
    Number.NaN,
    '2'.repeat(100),
  ];
  for (const written of refused) {
    it(`refuses ${JSON.stringify(written)?.slice(0, 30)}`, () => expect(parseTime(written)).to.equal(undefined));
  }

  it('reads every ISO time as JavaScript does, whatever the zone of the server', () => {
    const times = fc.date({ min: new Date('1000-01-01Z'), max: new Date('9999-12-31Z'), noInvalidDate: true });
    fc.assert(fc.property(times, (date) => parseTime(date.toISOString()) === date.getTime()));
  });

  it('answers a time that prints as plain ISO 8601 or nothing, whatever is sent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.double(), fc.stringMatching(/^[\d.:TZ +-]{0,30}$/)), (value) => {
        const time = parseTime(value);
        if (time !== undefined) expect(new Date(time).toISOString()).to.match(/^\d{4}-/);
      }),
    );
  });
});
