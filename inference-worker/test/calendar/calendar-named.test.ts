import { expect } from 'chai';
import { calendarNamed } from '../../src/calendar/calendar-named.js';
import { timesFrom } from '../../src/calendar/times-from.js';
import { stampsOf } from './dates.js';

/** The names of one calendar, how it names itself, and its first points from Sunday, 30 June 2024 on. */
const cases: [names: string, name: string, times: string[]][] = [
  ['yearly,annual,A,Y,year,P1Y,12 months', 'year', ['2024-06-30', '2025-06-30']],
  ['YE,A-DEC,YE-DEC', 'year', ['2024-12-31', '2025-12-31']],
  ['YS,AS', 'year', ['2025-01-01', '2026-01-01']],
  ['YE-FEB', 'year', ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']],
  ['half-year,6 months,P6M,2Q', 'half-year', ['2024-06-30', '2024-12-31']],
  ['quarterly,Q,quarter,P3M,3M', 'quarter', ['2024-06-30', '2024-09-30', '2024-12-31']],
  ['QE', 'quarter', ['2024-06-30', '2024-09-30', '2024-12-31']],
  ['QS', 'quarter', ['2024-07-01', '2024-10-01', '2025-01-01']],
  ['Q-NOV,QE-NOV', 'quarter', ['2024-08-31', '2024-11-30', '2025-02-28']],
  ['monthly,M,month,P1M', 'month', ['2024-06-30', '2024-07-31']],
  ['MS,month start', 'month', ['2024-07-01', '2024-08-01']],
  ['ME,month end', 'month end', ['2024-06-30', '2024-07-31']],
  ['BM,BME,business month end', 'business month end', ['2024-07-31', '2024-08-30']],
  ['BMS,business month start', 'business month start', ['2024-07-01', '2024-08-01', '2024-09-02']],
  ['weekly,W,week,P1W,7 days,P7D', 'week', ['2024-06-30', '2024-07-07']],
  ['W-FRI', 'week', ['2024-07-05', '2024-07-12']],
  ['2W,2 weeks,fortnightly', '2 weeks', ['2024-06-30', '2024-07-14']],
  ['daily,D,d,day,P1D,24h', 'day', ['2024-06-30', '2024-07-01']],
  ['business,B,business day,Business Days', 'business day', ['2024-07-01', '2024-07-02']],
  ['hourly,H,h,hour,PT1H,60min', 'hour', ['2024-06-30', '2024-06-30T01:00']],
  ['2H,2 hours,PT2H', '2 hours', ['2024-06-30', '2024-06-30T02:00']],
  ['15min,15T,15 minutes,PT15M, 15  Minutes ,15m', '15 minutes', ['2024-06-30', '2024-06-30T00:15']],
  ['minutely,min,T,minute,PT1M,60s', 'minute', ['2024-06-30', '2024-06-30T00:01']],
  ['secondly,s,S,second,PT1S', 'second', ['2024-06-30', '2024-06-30T00:00:01']],
  ['500ms,0.5 seconds,PT0.5S', '500 milliseconds', ['2024-06-30', '2024-06-30T00:00:00.500Z']],
];

describe('a calendar by its name', () => {
  for (const [names, name, times] of cases) {
    it(`is ${name} for ${names}`, () => {
      for (const frequency of names.split(',')) {
        const calendar = calendarNamed(frequency);
        expect(calendar?.name, frequency).to.equal(name);
        if (calendar) {
          expect(stampsOf(timesFrom(calendar, Date.UTC(2024, 5, 30), times.length)), frequency).to.deep.equal(times);
        }
      }
    });
  }

  it('is none for what names none', () => {
    const others = [
      '',
      ' ',
      'P',
      'PT',
      'P0D',
      '0H',
      '-1D',
      'P1MT1H',
      'monthy',
      '12',
      '2B',
      'M-JAN',
      'W-MOO',
      'QS-ABC',
      '1e9D',
    ];
    for (const frequency of [...others, '1.5 months', '99999999999Y', '9'.repeat(400), 'toString', '__proto__']) {
      expect(calendarNamed(frequency), frequency).to.equal(null);
    }
  });
});

describe('times from a start', () => {
  const from = (frequency: string, start: string, count: number) => {
    const calendar = calendarNamed(frequency);
    return calendar ? stampsOf(timesFrom(calendar, Date.parse(start), count)) : [];
  };

  it('keep the day of the start, and its time of day', () => {
    expect(from('monthly', '2024-12-30T06:30Z', 4)).to.deep.equal(
      ['2024-12-30', '2025-01-30', '2025-02-28', '2025-03-30'].map((date) => `${date}T06:30`),
    );
    expect(from('ME', '2024-01-01T06:30Z', 2)).to.deep.equal(['2024-01-31T06:30', '2024-02-29T06:30']);
  });

  it('keep to the end of the month when the start is one', () => {
    expect(from('monthly', '2024-01-31', 3)).to.deep.equal(['2024-01-31', '2024-02-29', '2024-03-31']);
    expect(from('quarterly', '2024-06-30', 3)).to.deep.equal(['2024-06-30', '2024-09-30', '2024-12-31']);
  });

  it('begin with the first point that is not before the start', () => {
    expect(from('QS', '2024-01-01', 2)).to.deep.equal(['2024-01-01', '2024-04-01']);
    expect(from('QS', '2024-01-02', 1)).to.deep.equal(['2024-04-01']);
    expect(from('MS', '2024-12-02', 1)).to.deep.equal(['2025-01-01']);
    expect(from('BMS', '2024-06-04', 1)).to.deep.equal(['2024-07-01']);
    expect(from('W-MON', '2024-06-30', 2)).to.deep.equal(['2024-07-01', '2024-07-08']);
  });

  it('are as many as asked', () => {
    expect(from('D', '2024-01-01', 0)).to.deep.equal([]);
    expect(from('D', '2024-01-01', 1)).to.deep.equal(['2024-01-01']);
  });
});
