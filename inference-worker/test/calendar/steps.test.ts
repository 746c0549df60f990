import { findCalendars } from './calendar-cases.js';
import { everyMs, timesOf } from './dates.js';

const hourMs = 3_600_000;

describe('a calendar of equal steps', () => {
  findCalendars([
    ['two times', timesOf('2024-01-01T00:00', '2024-01-01T00:15'), '15 minutes', ['2024-01-01T00:30']],
    ['milliseconds', everyMs(10, 5), '10 milliseconds', ['2024-01-01T00:00:00.050Z']],
    ['seconds', everyMs(1000, 5), 'second', ['2024-01-01T00:00:05']],
    ['half-hours', everyMs(hourMs / 2, 5), '30 minutes', ['2024-01-01T02:30']],
    ['hours', everyMs(hourMs, 30), 'hour', ['2024-01-02T06:00']],
    ['a step of its own', everyMs(1.5 * hourMs, 5), '90 minutes', ['2024-01-01T07:30']],
    [
      'hours of which some are missing',
      everyMs(hourMs, 100).filter((_, i) => i % 5 !== 2),
      'hour',
      ['2024-01-05T04:00'],
    ],
    ['hours of which half are missing', everyMs(hourMs, 99).filter((_, i) => i % 4 < 2), 'hour', ['2024-01-05T02:00']],
    [
      'hours with a night between each two days',
      everyMs(hourMs, 66).filter((_, i) => i % 24 < 18),
      'hour',
      ['2024-01-03T18:00'],
    ],
    [
      'a few hours between gaps',
      everyMs(hourMs, 9).filter((_, i) => [0, 2, 4, 5, 8].includes(i)),
      'hour',
      ['2024-01-01T09:00'],
    ],
    ['three hours, which daylight saving moved', movedByAnHour(3, 40, 30), '3 hours', ['2024-01-06T01:00']],
    ['minutes of a clock that shakes', shaken(60_000, 3000, 50), 'minute', ['2024-01-01T00:50']],
    ['seconds of a clock that shakes', shaken(1000, 20, 500), 'second', ['2024-01-01T00:08:20']],
    [
      'a clock of 60 Hz',
      everyMs(1000 / 60, 601).map(Math.round),
      '16.67 milliseconds',
      ['2024-01-01T00:00:10.017Z', '2024-01-01T00:00:10.033Z', '2024-01-01T00:00:10.050Z'],
    ],
    ['minutes, some of them read twice', readTwice(), 'minute', ['2024-01-01T01:00']],
    [
      'no calendar',
      timesOf('2024-01-01', '2024-01-02', '2024-01-05', '2024-01-13', '2024-02-07'),
      'irregular',
      ['2024-02-12T12:00', '2024-02-18'],
    ],
    ['times at random', atRandom(200), 'irregular', []],
  ]);
});

/** The last time is exact. */
function shaken(stepMs: number, byMs: number, count: number): Float64Array {
  return everyMs(stepMs, count).map((time, i) => (i === count - 1 ? time : time + Math.round(byMs * Math.sin(i * i))));
}

function movedByAnHour(hours: number, count: number, from: number): Float64Array {
  return everyMs(hours * hourMs, count).map((time, i) => (i < from ? time : time + hourMs));
}

function readTwice(): Float64Array {
  const again = [3, 17, 30, 41].map((minute) => Date.UTC(2024, 0, 1, 0, minute, 20));
  return Float64Array.from([...everyMs(60_000, 60), ...again]).sort();
}

/** Events of a Poisson process, one an hour on average. */
function atRandom(count: number): Float64Array {
  let seed = 7;
  let time = Date.UTC(2024, 0, 1);
  return Float64Array.from({ length: count }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    time -= Math.round(hourMs * Math.log((seed + 1) / 2_147_483_649));
    return time;
  });
}
