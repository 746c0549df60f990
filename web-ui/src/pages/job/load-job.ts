import {
  ApiRefusal,
  type Bounds,
  type ForecastPoints,
  type JobMoney,
  type JobSummary,
} from '@coincast/shared/gateway-client';
import type { Visit } from '../../visit.js';
import { PageError } from '../page-error.js';
import { type Site, sessionOf } from '../site.js';
import type { ChosenHistory } from './job-address.rules.js';

/** Where nothing is drawn: of the series as little as can be asked for. */
export const fewestRows = 1;

/** Where a job is for its reader. */
export type JobState = 'paying' | 'computing' | 'ready' | 'returning' | 'failed';

/** A job, its money, and what its owner has. */
export interface LoadedJob extends JobMoney {
  summary: JobSummary;
  state: JobState;
}

/** @throws PageError `not_found` for a job that is not there or is somebody else's. */
export async function loadJob({ api }: Site, visit: Visit, id: number, history: ChosenHistory): Promise<LoadedJob> {
  const session = sessionOf(visit);
  const [summary, money] = await ofJob(
    Promise.all([
      history === undefined
        ? api.jobs.summaryToDraw(session, id)
        : api.jobs.summary(session, id, history === 'all' ? undefined : history),
      api.account.moneyOfJob(session, id),
    ]),
  );
  return { ...money, summary, state: stateOf(summary, money) };
}

/** Whether a job is still at this stage of its way, asked for without its series and its money. */
export async function isStill(seen: unknown, { api }: Site, visit: Visit, id: number): Promise<boolean> {
  if (seen !== 'paying' && seen !== 'computing') return false;
  return stateOf(await ofJob(api.jobs.summary(sessionOf(visit), id, fewestRows))) === seen;
}

/** The first points of a forecast: those that the summary has already, where it has all of them. */
export async function firstPoints(
  { api }: Site,
  visit: Visit,
  { id, forecast }: JobSummary,
  count: number,
): Promise<ForecastPoints & { total: number }> {
  if (!forecast || forecast.thinned) return ofJob(api.jobs.forecast(sessionOf(visit), id, 0, count));
  const { timestamps, predictions, intervals, total } = forecast;
  const first = ({ lower, upper }: Bounds): Bounds => ({ lower: lower.slice(0, count), upper: upper.slice(0, count) });
  return {
    timestamps: timestamps.slice(0, count),
    predictions: predictions.slice(0, count),
    intervals: intervals && { 80: first(intervals[80]), 95: first(intervals[95]) },
    total,
  };
}

/** A call for one job, whose number the reader may have from anywhere. */
export async function ofJob<Result>(call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiRefusal && error.problem.status === 404) throw new PageError('not_found');
    throw error;
  }
}

function stateOf(
  { status, stage }: JobSummary,
  { charge, refund }: Partial<Pick<JobMoney, 'charge' | 'refund'>> = {},
): JobState {
  if (status === 'OK') return 'ready';
  if (status === 'ERROR') return charge && !refund ? 'returning' : 'failed';
  return stage === 'paying' ? 'paying' : 'computing';
}
