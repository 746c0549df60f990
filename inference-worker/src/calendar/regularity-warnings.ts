import type { ForecastWarning } from '@coincast/shared/contracts';
import type { Calendar } from './calendar.js';

export const irregular: ForecastWarning = {
  code: 'irregular',
  message: 'The times follow no calendar; the points were treated as equally spaced.',
};

export function duplicatesAveraged(repeats: number, rows: number): ForecastWarning {
  const message =
    repeats === 1
      ? `1 of ${written(rows)} rows repeats the time of another; values of the same time were averaged.`
      : `${written(repeats)} of ${written(rows)} rows repeat the time of another; values of the same time were averaged.`;
  return { code: 'duplicates_averaged', message };
}

export function aggregated(merged: number, points: number, calendar: Calendar): ForecastWarning {
  const share =
    merged === 1 ? `1 of ${written(points)} points falls` : `${written(merged)} of ${written(points)} points fall`;
  return {
    code: 'aggregated',
    message: `${share} into the same ${placeOf(calendar.name)} as another; such values were averaged.`,
  };
}

export function besideCalendar(beside: number, points: number, { name }: Calendar): ForecastWarning {
  const share =
    beside === 1
      ? `1 of ${written(points)} times lies beside the calendar (${everyOf(name)}) and was`
      : `${written(beside)} of ${written(points)} times lie beside the calendar (${everyOf(name)}) and were`;
  return { code: 'times_approximate', message: `${share} read as its nearest point.` };
}

export function gapsInterpolated(
  missing: number,
  places: number,
  calendar: Calendar,
  seasonal: boolean,
): ForecastWarning {
  const done = missing === 1 ? 'is missing and was interpolated' : 'are missing and were interpolated';
  const how = seasonal ? ' along the season' : '';
  return { code: 'gaps_interpolated', message: `${missingOf(missing, places, calendar)} ${done}${how}.` };
}

export function mostlyMissing(missing: number, places: number, calendar: Calendar): ForecastWarning {
  return {
    code: 'mostly_missing',
    message: `${missingOf(missing, places, calendar)} are missing; the points there are were treated as equally spaced.`,
  };
}

/** `12 of 365 days`, `3 of 96 points (one every 15 minutes)`. */
function missingOf(missing: number, places: number, calendar: Calendar): string {
  return `${written(missing)} of ${written(places)} ${pointsOf(calendar)}`;
}

function pointsOf({ name }: Calendar): string {
  if (name === 'month end' || name.startsWith('business month')) return 'months';
  return /^\d/.test(name) ? `points (${everyOf(name)})` : `${name}s`;
}

/** `one every day`, `one every 15 minutes`, `6 days a week`. */
function everyOf(name: string): string {
  return name.endsWith('a week') ? name : `one every ${name}`;
}

function placeOf(name: string): string {
  return name.endsWith('a week') ? 'day' : name;
}

/** 1,234,567. */
function written(count: number): string {
  return count.toLocaleString('en-US');
}
