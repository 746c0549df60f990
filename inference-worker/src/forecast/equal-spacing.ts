import type { ForecastWarning } from '@coincast/shared/contracts';
import type { Calendar } from '../calendar/calendar.js';
import { regularSeries } from '../calendar/regular-series.js';
import { type SeasonalCandidates, seasonalCandidates } from '../calendar/seasonal-candidates.js';
import type { ForecastInput } from './forecast-series.js';

/** A series as models take it, with what is known of its calendar. */
export interface EquallySpaced {
  values: Float64Array;
  /** Epoch milliseconds of each value; empty for points without times. */
  times: Float64Array;
  calendar: Calendar | null;
  season: SeasonalCandidates;
  /** What was done to the points. */
  warnings: ForecastWarning[];
}

/** @param asSent keeps the points as they are, whatever their calendar. */
export function equallySpaced(
  { times, values, calendar, periods }: Omit<ForecastInput, 'horizon'>,
  asSent: boolean,
): EquallySpaced {
  if (!times) {
    const season = seasonOf(calendar, periods);
    return { values, times: new Float64Array(), calendar: calendar ?? null, season, warnings: [] };
  }
  const regular = regularSeries(times, values, calendar);
  const season = seasonOf(regular.calendar, periods);
  if (asSent) return { values, times, calendar: regular.calendar, season, warnings: [] };
  return { ...regular, season };
}

/** Seasons that usually come with one that is named: a day of hours is part of a week. */
const companions = new Map([
  [24, 168],
  [48, 336],
  [96, 672],
]);

function seasonOf(calendar: Calendar | undefined, periods: readonly number[] | undefined): SeasonalCandidates {
  if (periods) {
    const ascending = [...new Set(periods)].filter((period) => period > 1).sort((a, b) => a - b);
    const companion = ascending.length === 1 ? companions.get(ascending[0] ?? 1) : undefined;
    return { period: ascending[0] ?? 1, periods: companion ? [...ascending, companion] : ascending };
  }
  return calendar ? seasonalCandidates(calendar) : { period: 1, periods: [] };
}
