import type { ForecastPayload, ForecastWarning } from '@coincast/shared/contracts';
import type { Db } from '@coincast/shared/database';
import { Inject, Injectable } from '@nestjs/common';
import { type PredictionConfig, predictionConfig } from '../config.js';
import { forecastFromPayload, type StoredForecast } from './forecast.rules.js';
import { JobMetrics } from './job.metrics.js';
import { sagaMessage, travelsInline } from './saga.messages.js';
import {
  apply,
  type EncodedSeries,
  findEncodedSeries,
  findFacts,
  findPutForecasts,
  type JobFacts,
  type Move,
} from './saga.repository.js';
import { nextStep, publicStatus, type Stage, type Step } from './saga.rules.js';

/** Something that happened to a job. */
export type Occurrence = { jobId: number; traceparent?: string | undefined } & (
  | { event: 'debited' | 'rejected' | 'refunded' | 'overdue' | 'exhausted' }
  | { event: 'failed'; error: string }
  | {
      event: 'completed';
      forecast: ForecastPayload;
      metrics: Record<string, unknown> | null;
      warnings: readonly ForecastWarning[];
    }
);

/** A job's next step, with what the event brings along. */
interface PlannedStep {
  job: JobFacts;
  occurrence: Occurrence;
  step: Step;
  error: string | null;
  forecast: StoredForecast | 'put' | null;
}

export const badForecast = 'bad_forecast: the model did not answer with a finite number for every point of the horizon';

/** Carries jobs through the saga, a batch at a time. */
@Injectable()
export class SagaService {
  private readonly deadlinesMs: Record<Stage, number | null>;

  constructor(
    @Inject(predictionConfig) config: PredictionConfig,
    private readonly metrics: JobMetrics,
  ) {
    this.deadlinesMs = {
      DEBITING: config.DEBIT_DEADLINE_MS,
      RUNNING: config.RUN_DEADLINE_MS,
      REFUNDING: config.REFUND_DEADLINE_MS,
      OK: null,
      ERROR: null,
    };
  }

  /**
   * Takes every job that an event concerns one step further; those that it does not concern (any more) stay.
   * Everything that is written is one statement; the caller wakes the relay after its commit.
   * @returns the ids of the jobs that moved.
   */
  async advance(db: Db, occurrences: readonly Occurrence[]): Promise<Set<number>> {
    // Of two events about one job in a batch, the first decides; the second would find the job moved on.
    const firstByJob = new Map<number, Occurrence>();
    for (const occurrence of occurrences) {
      if (!firstByJob.has(occurrence.jobId)) firstByJob.set(occurrence.jobId, occurrence);
    }
    const facts = await findFacts(db, [...firstByJob.keys()]);
    const put = await this.findPut(db, [...firstByJob.values()]);
    const planned = facts.flatMap((job) => {
      const occurrence = firstByJob.get(job.id);
      return (occurrence && plan(job, occurrence, put)) ?? [];
    });
    if (planned.length === 0) return new Set();
    const series = await this.findSeries(db, planned);
    const moved = await apply(
      db,
      planned.map((step) => this.moveOf(step, series.get(step.job.id))),
    );
    for (const { job, step, error } of planned) {
      if (moved.has(job.id) && step.send.includes('job_finished')) this.metrics.finished(publicStatus(step.to), error);
    }
    return moved;
  }

  private async findPut(db: Db, occurrences: readonly Occurrence[]): Promise<Set<number>> {
    const ids = occurrences.flatMap((occurrence) =>
      occurrence.event === 'completed' && occurrence.forecast.kind === 'reference' ? [occurrence.jobId] : [],
    );
    return ids.length > 0 ? findPutForecasts(db, ids) : new Set();
  }

  private async findSeries(db: Db, planned: readonly PlannedStep[]): Promise<Map<number, EncodedSeries>> {
    const ids = planned
      .filter(({ step, job }) => step.send.includes('request_inference') && travelsInline(job.valid_rows))
      .map(({ job }) => job.id);
    const series = ids.length > 0 ? await findEncodedSeries(db, ids) : [];
    return new Map(series.map((encoded) => [encoded.job_id, encoded]));
  }

  private moveOf({ job, occurrence, step, error, forecast }: PlannedStep, series: EncodedSeries | undefined): Move {
    const completed = step.to === 'OK' && occurrence.event === 'completed' ? occurrence : null;
    const context = {
      stage: step.to,
      error,
      series,
      traceparent: occurrence.traceparent ?? job.traceparent ?? undefined,
    };
    return {
      jobId: job.id,
      from: job.stage,
      to: step.to,
      error,
      attempts: step.to === job.stage ? job.attempts + 1 : 1,
      deadlineMs: this.deadlinesMs[step.to],
      forecast,
      metrics: completed?.metrics ? JSON.stringify(completed.metrics) : null,
      warnings: completed ? JSON.stringify(completed.warnings) : null,
      outbox: step.send.map((message) => sagaMessage(message, job, context)),
    };
  }
}

function plan(job: JobFacts, occurrence: Occurrence, put: ReadonlySet<number>): PlannedStep | null {
  if (occurrence.event !== 'completed') {
    const step = nextStep(job.stage, occurrence.event);
    const error = occurrence.event === 'failed' ? occurrence.error : (step?.error ?? job.error);
    return step && { job, occurrence, step, error, forecast: null };
  }
  const forecast = forecastOf(occurrence.forecast, job, put);
  const step = nextStep(job.stage, forecast ? 'completed' : 'failed');
  return step && { job, occurrence, step, error: forecast ? null : badForecast, forecast };
}

function forecastOf(payload: ForecastPayload, job: JobFacts, put: ReadonlySet<number>): StoredForecast | 'put' | null {
  if (payload.kind === 'inline') return forecastFromPayload(payload, job.horizon);
  return put.has(job.id) ? 'put' : null;
}
