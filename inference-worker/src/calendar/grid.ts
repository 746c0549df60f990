import {
  type Calendar,
  dayInMonth,
  type FixedCalendar,
  type MonthCalendar,
  settledDay,
  type WeekdayCalendar,
} from './calendar.js';
import { dayMs, dayOf, monthOf, weekdayOf } from './months.js';

/** Where times lie on the points of a calendar. */
export interface Grid {
  /** The number of each time's point, never falling, from 0 for the first time on. */
  indices: Float64Array;
  /** How far each time lies beside its point, as a share of a step. */
  strays: Float32Array;
}

/**
 * How much of what a step strays carries over to the next point: times that drift are followed, times that shake don't
 * shake the grid.
 */
const driftShare = 0.25;

/**
 * @param times epoch milliseconds, ascending, at least one.
 * @returns as many indices and strays as times; null when there is no calendar.
 */
export function gridOf(calendar: Calendar, times: Float64Array): Grid | null {
  switch (calendar.kind) {
    case 'fixed':
      return fixedGrid(calendar, times);
    case 'weekdays':
      return weekdayGrid(calendar, times);
    case 'months':
      return monthGrid(calendar, times);
    case 'irregular':
      return null;
  }
}

function fixedGrid({ stepMs }: FixedCalendar, times: Float64Array): Grid {
  const indices = new Float64Array(times.length);
  const strays = new Float32Array(times.length);
  let pointMs = times[0] ?? 0;
  let index = 0;
  for (let i = 1; i < times.length; i++) {
    const distanceMs = (times[i] ?? 0) - pointMs;
    const steps = Math.max(0, Math.floor(distanceMs / stepMs + 0.5));
    const strayMs = distanceMs - steps * stepMs;
    // A second time at the same point tells nothing of where that point is; a gap restarts the grid at its end.
    if (steps > 0) pointMs += steps * stepMs + (steps === 1 ? driftShare : 1) * strayMs;
    index += steps;
    indices[i] = index;
    strays[i] = Math.abs(strayMs) / stepMs;
  }
  return { indices, strays };
}

/** Counts days from the last time on, so that times of day may move by an hour of daylight saving across midnight. */
function weekdayGrid({ weekdays }: WeekdayCalendar, times: Float64Array): Grid {
  const grid = emptyGrid(times.length);
  const lastMs = times[times.length - 1] ?? 0;
  const lastDay = dayOf(lastMs);
  const ranks = [0, 1, 2, 3, 4, 5, 6].map((weekday) => weekdays.filter((day) => day <= weekday).length);
  let first = 0;
  for (let i = 0; i < times.length; i++) {
    const day = lastDay + Math.round(((times[i] ?? 0) - lastMs) / dayMs);
    const weekday = weekdayOf(day);
    // A day of rest counts for the working day before it.
    const index = Math.floor((day + 4) / 7) * weekdays.length + (ranks[weekday] ?? 0);
    if (i === 0) first = index;
    grid.indices[i] = index - first;
    grid.strays[i] = weekdays.includes(weekday) ? 0 : 1;
  }
  return grid;
}

/** Counts steps of months from the last time on. */
function monthGrid({ step, day, offsetMs }: MonthCalendar, times: Float64Array): Grid {
  const grid = emptyGrid(times.length);
  const lastDay = dayOf((times[times.length - 1] ?? 0) + offsetMs);
  const lastMonth = monthOf(lastDay);
  const settled = settledDay(day, lastDay);
  let first = 0;
  for (let i = 0; i < times.length; i++) {
    const timeDay = dayOf((times[i] ?? 0) + offsetMs);
    const month = monthOf(timeDay);
    const index = Math.round((month - lastMonth) / step);
    if (i === 0) first = index;
    grid.indices[i] = index - first;
    const pointDay = dayInMonth(lastMonth + index * step, settled);
    grid.strays[i] = Math.abs(timeDay - pointDay) / (30 * step);
  }
  return grid;
}

function emptyGrid(length: number): Grid {
  return { indices: new Float64Array(length), strays: new Float32Array(length) };
}
