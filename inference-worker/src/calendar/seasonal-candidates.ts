import type { Calendar } from './calendar.js';
import { dayMs } from './months.js';

export interface SeasonalCandidates {
  /** Points in the main season: 12 for months, 24 for hours; 1 when there is none. */
  period: number;
  /** All periods that a series of this calendar may follow, ascending, each at least 2. */
  periods: number[];
}

const hourMs = 3_600_000;
const yearMs = 365.25 * dayMs;

/** Shorter cycles than a day matter only where they hold this many points: 5 minutes have an hour, quarters of an hour have not. */
const minPointsWithinDay = 12;
/** From this step on the day is the main cycle; before it has too many points to be the first choice. */
const dayIsMainFromMs = 5 * 60_000;
/** A year counts when it is a whole number of steps to within this share: 52 weeks, 13 times 28 days. */
const yearTolerance = 0.015;

/**
 * The seasons that people and nature give to a calendar; whether a series follows them is for a test to tell. As the
 * table of Hyndman and Athanasopoulos (2021), "Forecasting: Principles and Practice", 3rd ed., section 12.1, with whole
 * periods and without the year of hours and shorter steps.
 */
export function seasonalCandidates(calendar: Calendar): SeasonalCandidates {
  switch (calendar.kind) {
    case 'fixed':
      return ofFixedStep(calendar.stepMs);
    case 'weekdays': {
      const days = calendar.weekdays.length;
      const year = Math.round((days * yearMs) / (7 * dayMs));
      return days === 1 ? { period: year, periods: [year] } : { period: days, periods: [days, year] };
    }
    case 'months': {
      const period = 12 % calendar.step === 0 ? 12 / calendar.step : 1;
      return { period, periods: period > 1 ? [period] : [] };
    }
    case 'irregular':
      return { period: 1, periods: [] };
  }
}

function ofFixedStep(stepMs: number): SeasonalCandidates {
  const periods: number[] = [];
  if (stepMs >= 1000) {
    for (const cycleMs of [60_000, hourMs]) {
      if (cycleMs % stepMs === 0 && cycleMs / stepMs >= minPointsWithinDay) periods.push(cycleMs / stepMs);
    }
    for (const cycleMs of [dayMs, 7 * dayMs]) {
      if (cycleMs % stepMs === 0 && cycleMs / stepMs >= 2) periods.push(cycleMs / stepMs);
    }
  }
  if (stepMs >= dayMs) {
    const year = Math.round(yearMs / stepMs);
    if (year >= 2 && Math.abs(year * stepMs - yearMs) <= yearTolerance * yearMs) periods.push(year);
  }
  const main =
    stepMs >= dayIsMainFromMs && stepMs < dayMs ? periods.find((period) => period * stepMs >= dayMs) : periods[0];
  return { period: main ?? 1, periods };
}
