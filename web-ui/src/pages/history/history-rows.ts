import type { JobStatus, ListedJob } from '@coincast/shared/gateway-client';
import { failureWords } from '@coincast/shared/wording/failure.rules';
import { jobName } from '@coincast/shared/wording/job-name';
import type { Visit } from '../../visit.js';

/** A line of the history, in the reader's words. */
export interface HistoryRow {
  id: number;
  /** The file's name, or the model's where there is none. */
  name: string;
  model: string;
  status: JobStatus;
  reason: string;
  rows: string;
  credits: string;
  isFree: boolean;
  iso: string;
  time: string;
}

export function historyRows(
  jobs: readonly ListedJob[],
  titleOf: (modelName: string) => string,
  { texts, formats }: Visit,
): HistoryRow[] {
  return jobs.map(({ id, title, model_name, status, error, rows, horizon, cost, created_at }) => ({
    id,
    name: jobName({ title, model_name }),
    model: titleOf(model_name),
    status,
    reason: status === 'ERROR' ? failureWords(error, texts).short : '',
    // A job without a row has nothing to forecast.
    rows: rows.valid === 0 ? '0' : `${formats.number(rows.valid)} → ${formats.number(horizon)}`,
    credits: formats.number(cost),
    isFree: cost === 0,
    iso: created_at,
    time: formats.time(created_at),
  }));
}
