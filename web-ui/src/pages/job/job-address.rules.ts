import { addressOf } from '@coincast/shared/gateway-client/address';

/** How much of the history the reader has asked for: its last points, all of it, or what the page chooses. */
export type ChosenHistory = number | 'all' | undefined;

/** What the address of a job's page says beside its number. */
export interface JobView {
  history: ChosenHistory;
  /** Lines of the table of values. */
  values: number;
}

export const firstValues = 8;
export const moreValues = 40;
/** What one call of the API gives; who wants more takes the file. */
export const mostValues = 1_000;

/** What is not understood is as if it were not there. */
export function readJobView({ history, values }: Record<string, unknown>): JobView {
  const points = typeof history === 'string' && /^[1-9]\d{0,8}$/.test(history) ? Number(history) : undefined;
  const lines = typeof values === 'string' && /^[1-9]\d{0,3}$/.test(values) ? Number(values) : firstValues;
  return {
    history: history === 'all' ? 'all' : points,
    values: Math.min(mostValues, Math.max(firstValues, lines)),
  };
}

/** The shortest address that shows the same. */
export function jobAddress(id: number, { history, values }: Partial<JobView> = {}): string {
  return addressOf(`/job/${id}`, { history, values: values === firstValues ? undefined : values });
}
