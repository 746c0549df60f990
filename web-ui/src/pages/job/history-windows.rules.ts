import { defaultPoints } from '@coincast/shared/chart/history-window';
import type { ChosenHistory } from './job-address.rules.js';

/** A choice of how much history is shown. */
export interface HistoryWindowOption {
  value: ChosenHistory;
  /** Points on a wide screen, and on a narrow one. */
  wide: number;
  narrow: number;
  isCurrent: boolean;
}

/** Windows nearer to each other than this show the same. */
const tellsApart = 1.4;

/**
 * What can be chosen for a job: the least that the forecast is judged by, about twice of it (more where the series is
 * long), and everything. From small to large, each larger than the one before.
 * @param total observations, at least 0.
 */
export function historyWindows(total: number, horizon: number, chosen: ChosenHistory): HistoryWindowOption[] {
  const wide = defaultPoints(total, horizon, 'wide');
  const narrow = defaultPoints(total, horizon, 'narrow');
  const options: Omit<HistoryWindowOption, 'isCurrent'>[] = [{ value: undefined, wide, narrow }];
  const more = Math.round(Math.max(2 * wide, Math.sqrt(wide * total)));
  if (more * tellsApart < total) options.push({ value: more, wide: more, narrow: more });
  if (narrow < total) options.push({ value: 'all', wide: total, narrow: total });
  return options.map((option) => ({ ...option, isCurrent: option.value === chosen }));
}
