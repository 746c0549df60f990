import { addressOf } from '@coincast/shared/gateway-client/address';
import { type JobStatus, jobStatuses } from '@coincast/shared/gateway-client/jobs-api';
import { idOf } from '../id-of.js';

/** Which page of which jobs. */
export interface HistoryPage {
  status: JobStatus | undefined;
  /** Only jobs with a smaller number. */
  before: number | undefined;
  /** `before` of the pages that the reader came by, the last one last; the first page is not among them. */
  trail: number[];
}

/** Further back than this leads to the first page. */
const longestTrail = 20;

/** What is not understood is as if it were not there. */
export function readHistoryPage({ status, before, trail }: Record<string, unknown>): HistoryPage {
  const first = idOf(before);
  const ids = typeof trail === 'string' ? trail.split('.').slice(-longestTrail) : [];
  return {
    status: jobStatuses.find((known) => known === status),
    before: first,
    trail: first === undefined ? [] : ids.flatMap((id) => idOf(id) ?? []),
  };
}

export function historyAddress({ status, before, trail = [] }: Partial<HistoryPage>): string {
  return addressOf('/ph', { status, before, trail: trail.length === 0 ? undefined : trail.join('.') });
}

/** The page after this one, which ends with that job. */
export function olderPage({ status, before, trail }: HistoryPage, lastId: number): string {
  const passed = before === undefined ? trail : [...trail, before];
  return historyAddress({ status, before: lastId, trail: passed.slice(-longestTrail) });
}

/** The page before this one; none before the first. */
export function newerPage({ status, before, trail }: HistoryPage): string | undefined {
  if (before === undefined) return undefined;
  return historyAddress({ status, before: trail.at(-1), trail: trail.slice(0, -1) });
}
