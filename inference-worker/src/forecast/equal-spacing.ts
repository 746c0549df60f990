import type { ForecastWarning } from '@coincast/shared/contracts';
import { type Calendar, type Season, seasonalCandidates } from '../calendar/calendar.js';
import { regularSeries } from '../calendar/regular-series.js';
import type { ForecastInput } from './forecast-series.js';

/** A series as models take it, with what is known of its calendar. */
export interface EquallySpaced {
  values: Float64Array;
  calendar: Calendar | null;
  /** The last time there is a value for; null for points without times. */
  lastMs: number | null;
  season: Season;
  /** What was done to the points. */
  warnings: ForecastWarning[];
}

/** @param asSent keeps the points as they are, whatever their calendar. */
export function equallySpaced({ times, values, calendar, periods }: Omit<ForecastInput, 'horizon'>, asSent: boolean): EquallySpaced {
  if (!times) return { values, calendar: calendar ?? null, lastMs: null, season: seasonOf(calendar, periods), warnings: [] };
  const lastMs = times[times.length - 1] ?? 0;
  if (calendar) return { values, calendar, lastMs, season: seasonOf(calendar, periods), warnings: [] };
  const regular = regularSeries(times, values);
  const season = seasonOf(regular.calendar, periods);
  if (asSent) return { values, calendar: regular.calendar, lastMs, season, warnings: [] };
  return { values: regular.values, calendar: regular.calendar, lastMs, season, warnings: regular.warnings };
}

/** Seasons that usually come with one that is named: a day of hours is part of a week. */
const companions = new Map([
  [24, 168],
  [48, 336],
  [96, 672],
]);

function seasonOf(calendar: Calendar | undefined, periods: readonly number[] | undefined): Season {
  if (periods && periods.length > 0) {
    const ascending = [...new Set(periods)].filter((period) => period > 1).sort((a, b) => a - b);
    const companion = ascending.length === 1 ? companions.get(ascending[0] ?? 1) : undefined;
    return { period: ascending[0] ?? 1, periods: companion ? [...ascending, companion] : ascending };
  }
  return calendar ? seasonalCandidates(calendar) : { period: 1, periods: [] };
}
