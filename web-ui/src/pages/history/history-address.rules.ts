import { type JobStatus, jobStatuses } from '../../api/jobs-api.js';

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
const plainNumber = /^[1-9]\d{0,14}$/;

/** What is not understood is as if it were not there. */
export function readHistoryPage({ status, before, trail }: Record<string, unknown>): HistoryPage {
  const first = typeof before === 'string' && plainNumber.test(before) ? Number(before) : undefined;
  const ids = typeof trail === 'string' ? trail.split('.').slice(-longestTrail) : [];
  return {
    status: jobStatuses.find((known) => known === status),
    before: first,
    trail: first === undefined ? [] : ids.filter((id) => plainNumber.test(id)).map(Number),
  };
}

export function historyAddress({ status, before, trail = [] }: Partial<HistoryPage>): string {
  const query = new URLSearchParams();
  if (status !== undefined) query.set('status', status);
  if (before !== undefined) query.set('before', String(before));
  if (trail.length > 0) query.set('trail', trail.join('.'));
  return query.size === 0 ? '/ph' : `/ph?${query}`;
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
