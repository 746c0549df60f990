import { expect } from 'chai';
import { regularSeries } from '../../src/calendar/regular-series.js';
import { everyMs, stampsOf, timesOf } from './dates.js';

const dayMs = 86_400_000;

/** What is made of days of January 2024 (1.5 is noon of the first) and their values. */
function ofDays(days: number[], values: number[]) {
  const times = Float64Array.from(days, (day) => Date.UTC(2024, 0, 1) + (day - 1) * dayMs);
  return regularSeries(times, Float64Array.from(values));
}

describe('a regular series', () => {
  it('has the values of missing days interpolated', () => {
    const { times, values, calendar, warnings } = ofDays([1, 2, 4, 5, 6, 9], [10, 20, 40, 50, 60, 120]);
    expect(stampsOf(times)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9].map((day) => `2024-01-0${day}`));
    expect([...values].map((value) => Math.round(value))).to.deep.equal([10, 20, 30, 40, 50, 60, 80, 100, 120]);
    expect(calendar.name).to.equal('day');
    expect(warnings).to.deep.equal([
      { code: 'gaps_interpolated', message: '3 of 9 days are missing and were interpolated.' },
    ]);
  });

  it('tells of one missing point in the singular', () => {
    expect(messages(ofDays([1, 2, 4, 5], [1, 2, 4, 5]))).to.deep.equal([
      '1 of 5 days is missing and was interpolated.',
    ]);
  });

  it('has missing months on their calendar', () => {
    const times = timesOf('2024-01-31', '2024-03-31', '2024-04-30', '2024-06-30');
    const series = regularSeries(times, Float64Array.of(1, 3, 4, 6));
    expect(stampsOf(series.times)).to.deep.equal([
      '2024-01-31',
      '2024-02-29',
      '2024-03-31',
      '2024-04-30',
      '2024-05-31',
      '2024-06-30',
    ]);
    expect([...series.values]).to.deep.equal([1, 2, 3, 4, 5, 6]);
    expect(messages(series)).to.deep.equal(['2 of 6 months are missing and were interpolated.']);
  });

  it('has holidays of business days filled, and no weekends', () => {
    const days = [1, 2, 3, 4, 5, 8, 9, 11, 12, 15];
    const { times, warnings } = ofDays(days, days);
    expect(stampsOf(times)).to.deep.equal(
      ['01', '02', '03', '04', '05', '08', '09', '10', '11', '12', '15'].map((day) => `2024-01-${day}`),
    );
    expect(warnings[0]?.message).to.equal('1 of 11 business days is missing and was interpolated.');
  });

  it('has the means of values at the same time', () => {
    const series = ofDays([1, 1, 2, 3, 3, 3], [1, 3, 5, 1, 2, 6]);
    expect([...series.values]).to.deep.equal([2, 5, 3]);
    expect(series.times).to.have.length(3);
    expect(series.warnings).to.deep.equal([
      {
        code: 'duplicates_averaged',
        message: '3 of 6 rows repeat the time of another; values of the same time were averaged.',
      },
    ]);
  });

  it('has the means of values within one step', () => {
    const series = ofDays([1, 2, 2.25, 3, 4, 5, 6, 7], [1, 2, 4, 4, 5, 6, 7, 8]);
    expect(stampsOf(series.times.subarray(0, 3))).to.deep.equal(['2024-01-01', '2024-01-02', '2024-01-03']);
    expect([...series.values]).to.deep.equal([1, 3, 4, 5, 6, 7, 8]);
    expect(series.warnings).to.deep.equal([
      { code: 'aggregated', message: '1 of 8 points falls into the same day as another; such values were averaged.' },
    ]);
  });

  it('says each thing that was done', () => {
    const series = ofDays([1, 1, 2, 3, 4, 4.25, 5, 6, 7, 8, 10], [1, 3, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(series.warnings.map(({ code }) => code)).to.deep.equal([
      'duplicates_averaged',
      'aggregated',
      'gaps_interpolated',
    ]);
  });

  it('tells when times lie beside the calendar', () => {
    const times = everyMs(60_000, 30).map((time, i) => (i % 3 === 1 ? time + 6000 : time));
    const { warnings, calendar, values } = regularSeries(times, new Float64Array(30));
    expect(calendar.name).to.equal('minute');
    expect(values).to.have.length(30);
    expect(warnings).to.deep.equal([
      {
        code: 'times_approximate',
        message: '10 of 30 times lie beside the calendar (one every minute) and were read as its nearest point.',
      },
    ]);
  });

  it('is made of irregular times as they are', () => {
    const series = ofDays([1, 2, 5, 13, 38], [1, 2, 3, 4, 5]);
    expect([...series.values]).to.deep.equal([1, 2, 3, 4, 5]);
    expect(series.calendar.name).to.equal('irregular');
    expect(series.warnings).to.deep.equal([
      { code: 'irregular', message: 'The times follow no calendar; the points were treated as equally spaced.' },
    ]);
  });

  it('is made of the points there are when most are missing', () => {
    const days = [1, 2, 3, 4, 7, 8, 11, 16, 17, 20, 24, 25, 30];
    const series = ofDays(days, days);
    expect([...series.values]).to.deep.equal(days);
    expect(series.calendar).to.deep.equal({ kind: 'irregular', name: 'irregular', stepMs: 2 * dayMs });
    expect(series.warnings).to.deep.equal([
      {
        code: 'mostly_missing',
        message: '17 of 30 days are missing; the points there are were treated as equally spaced.',
      },
    ]);
  });

  it('keeps its calendar beside one long gap', () => {
    const times = Float64Array.from([...everyMs(dayMs, 10, 0), ...everyMs(dayMs, 20)]);
    const series = regularSeries(times, new Float64Array(30));
    expect(series.values).to.have.length(30);
    expect(series.calendar.name).to.equal('day');
    expect(series.warnings[0]?.message).to.match(/^19,7\d\d of 19,7\d\d days are missing;/);
  });

  it('stays in the range of numbers', () => {
    const most = Number.MAX_VALUE;
    expect([...ofDays([1, 1, 2, 3], [most, most, 1, 1]).values]).to.deep.equal([most, 1, 1]);
    expect([...ofDays([1, 1, 1, 2, 3], [most, most, -most, 1, 1]).values][0]).to.be.closeTo(most / 3, 1e294);
    expect([...ofDays([1, 2, 3, 5], [0, 0, most, -most]).values]).to.deep.equal([0, 0, most, 0, -most]);
    expect([...ofDays([1, 2, 4, 5], [most, most, most, most]).values]).to.deep.equal([most, most, most, most, most]);
  });

  it('is made of a million points with gaps, repeats and shaking times', () => {
    const times = everyMs(1000, 1_100_000)
      .filter((_, i) => i % 11 !== 5)
      .map((time, i) => time + (i % 7));
    times[1] = times[0] ?? 0;
    const series = regularSeries(times, times.slice());
    expect(series.calendar.name).to.equal('second');
    expect(series.values).to.have.length(1_100_000);
  });
});

function messages({ warnings }: ReturnType<typeof regularSeries>): string[] {
  return warnings.map(({ message }) => message);
}
