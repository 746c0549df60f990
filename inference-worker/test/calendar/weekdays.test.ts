import { findCalendars } from './calendar-cases.js';
import { everyMs, localMidnights, timesOf } from './dates.js';

const dayMs = 86_400_000;

/** From Monday, 1 January 2024 on. */
const days = (count: number, kept: (weekday: number, index: number) => boolean) =>
  everyMs(dayMs, count).filter((_, i) => kept((i + 1) % 7, i));
const isBusinessDay = (weekday: number) => weekday > 0 && weekday < 6;

describe('a calendar of days', () => {
  findCalendars([
    ['one time', timesOf('2024-01-31'), 'day', ['2024-02-01', '2024-02-02']],
    ['the same time again and again', timesOf('2024-01-01', '2024-01-01', '2024-01-01'), 'day', ['2024-01-02']],
    ['days', everyMs(dayMs, 10), 'day', ['2024-01-11', '2024-01-12']],
    ['a working week alone', everyMs(dayMs, 5), 'day', ['2024-01-06']],
    ['days of which single ones are missing', days(30, (_, i) => i % 7 !== i % 5), 'day', ['2024-01-31']],
    ['days without one rest of two days', days(7, (weekday) => weekday !== 4 && weekday !== 5), 'day', ['2024-01-08']],
    ['days of Berlin into summer', localMidnights('Europe/Berlin', '2024-03-20', 20), 'day', ['2024-04-08T22:00']],
    ['days of New York into winter', localMidnights('America/New_York', '2024-10-20', 20), 'day', ['2024-11-09T05:00']],
    ['days of London into summer', localMidnights('Europe/London', '2024-03-29', 5), 'day', ['2024-04-02T23:00']],
    ['every third day', everyMs(3 * dayMs, 5), '3 days', ['2024-01-16']],
    ['two times thirty days apart', timesOf('2024-01-01', '2024-01-31'), '30 days', ['2024-03-01']],
    ['weeks', everyMs(7 * dayMs, 5), 'week', ['2024-02-05']],
    ['weeks of which some are missing', everyMs(7 * dayMs, 40).filter((_, i) => i % 6 !== 4), 'week', ['2024-10-07']],
    ['weeks, one of them a day late', weeksWithOneLate(), 'week', ['2024-07-29']],
    ['two times four weeks apart', timesOf('2024-06-03', '2024-07-01'), '4 weeks', ['2024-07-29']],
    ['four weeks', timesOf('2024-01-01', '2024-01-29', '2024-02-26'), '4 weeks', ['2024-03-25']],

    [
      'business days across one weekend',
      timesOf('2024-01-04', '2024-01-05', '2024-01-08'),
      'business day',
      ['2024-01-09', '2024-01-10', '2024-01-11', '2024-01-12', '2024-01-15'],
    ],
    ['business days up to a Friday', days(12, isBusinessDay), 'business day', ['2024-01-15', '2024-01-16']],
    [
      'business days with holidays',
      days(61, (weekday, i) => isBusinessDay(weekday) && i % 9 !== 4),
      'business day',
      ['2024-03-04', '2024-03-05'],
    ],
    [
      'business days, and a Saturday worked once',
      days(278, (weekday, i) => isBusinessDay(weekday) || i === 40),
      'business day',
      ['2024-10-07'],
    ],
    [
      'business days of Berlin',
      localMidnights('Europe/Berlin', '2024-03-04', 40).filter((_, i) => i % 7 < 5),
      'business day',
      ['2024-04-14T22:00', '2024-04-15T22:00'],
    ],
    [
      'working weeks from Sunday to Thursday',
      days(35, (weekday) => weekday < 5),
      'business day',
      ['2024-02-05', '2024-02-06'],
    ],
    [
      'business days at varying hours',
      days(40, isBusinessDay).map((time, i) => time + ((i * 7) % 6) * 3_600_000),
      'business day',
      ['2024-02-12T05:00'],
    ],
    ['days without Sundays', days(40, (weekday) => weekday !== 0), '6 days a week', ['2024-02-10', '2024-02-12']],
    [
      'Mondays, Wednesdays and Fridays',
      days(19, (weekday) => [1, 3, 5].includes(weekday)),
      '3 days a week',
      ['2024-01-22', '2024-01-24'],
    ],
  ]);
});

function weeksWithOneLate(): Float64Array {
  return everyMs(7 * dayMs, 30).map((time, i) => (i === 8 ? time + dayMs : time));
}
