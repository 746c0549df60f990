import { type Db, database } from '@coincast/shared/database';
import { Counter, cachedReading, metricsRegistry, type Registry, sampledGauge } from '@coincast/shared/observability';
import { Inject, Injectable } from '@nestjs/common';
import { findOpenStages, type OpenStage } from './saga.repository.js';
import { openStages, type PublicStatus } from './saga.rules.js';

/** What the saga, and the worker, says of a failure. The text comes from events, so others share one label. */
const knownErrors: ReadonlySet<string> = new Set([
  'not_enough_credits',
  'timeout',
  'bad_forecast',
  'unknown_model',
  'too_few_rows',
  'bad_series',
  'horizon_too_far',
  'model_failed',
  'model_memory',
  'model_timeout',
  'series_unavailable',
  'forecast_refused',
]);

/** Counts jobs that end, and tells how many are open and since when. */
@Injectable()
export class JobMetrics {
  private readonly finishedJobs: Counter<'status' | 'error'>;

  constructor(@Inject(metricsRegistry) registry: Registry, @Inject(database) db: Db) {
    this.finishedJobs = new Counter({
      name: 'coincast_jobs_finished_total',
      help: 'Jobs that ended, by status and the code of the error: empty when OK, other when it is no known one.',
      labelNames: ['status', 'error'],
      registers: [registry],
    });
    const open = cachedReading(() => findOpenStages(db));
    const sample = (field: 'jobs' | 'oldest_seconds') => async () => {
      const found = await open();
      return found && openStages.map((stage) => ({ labels: { stage }, value: numberOf(found, stage, field) }));
    };
    sampledGauge(registry, {
      name: 'coincast_jobs_open',
      help: 'Jobs that wait for an answer, by stage; absent while the database does not answer.',
      labelNames: ['stage'],
      sample: sample('jobs'),
    });
    sampledGauge(registry, {
      name: 'coincast_jobs_open_oldest_seconds',
      help: 'How long the oldest job of a stage has been in it; 0 when there is none.',
      labelNames: ['stage'],
      sample: sample('oldest_seconds'),
    });
  }

  /** @param error `code: detail`; null when OK. */
  finished(status: PublicStatus, error: string | null): void {
    const code = error === null ? '' : (/^\w+/.exec(error)?.[0] ?? '');
    this.finishedJobs.inc({ status, error: code === '' || knownErrors.has(code) ? code : 'other' });
  }
}

function numberOf(found: readonly OpenStage[], stage: string, field: 'jobs' | 'oldest_seconds'): number {
  return found.find((row) => row.stage === stage)?.[field] ?? 0;
}
