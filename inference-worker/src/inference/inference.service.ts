import { Batcher } from '@coincast/shared/batching';
import type { InferenceCompleted, InferenceFailed, InferenceRequested } from '@coincast/shared/contracts';
import { endFailed, type Logger, SpanKind, type Tracing, traceFields } from '@coincast/shared/observability';
import { estimatedMs } from '../models/cost.js';
import { type Failure, type Forecasted, failure, type ModelJob, type ModelOutcome } from './model-job.js';
import type { ModelPool, ThreadAnswer } from './model-pool.js';
import { modelLabel, type RunMetrics } from './run-metrics.js';
import { outcomeOf, type Run, unrun } from './run-outcome.js';
import { RefusedError, type SeriesClient } from './series-client.js';
import { ThreadLanes } from './thread-lanes.js';

/** What a request comes to: the data of its event. */
export type InferenceAnswer =
  | { kind: 'completed'; data: InferenceCompleted }
  | { kind: 'failed'; data: InferenceFailed };

export interface InferenceLimits {
  /** What one job may take. */
  timeLimitMs: number;
  /** Long jobs under way at once. */
  longJobs: number;
}

/** A job that is thought to take up to this long is short, unless it turns out otherwise. */
const shortJobMs = 35;
/** Up to this it costs less than its hop to a thread, and company is worth waiting for. */
const lightJobMs = 1;
const shortJobsPerGroup = 64;
/** What the jobs of a group are thought to take together. */
const groupMs = 200;
/** A group that is not done by then holds a job that is not short. */
const groupTimeLimitMs = 2_000;

/**
 * Answers requests for forecasts. Short jobs go to the pool in groups, so that a hop to a thread is paid once a group;
 * all others go alone. The pool has a thread more than there are long jobs, so that short ones never wait for them. When a
 * group takes too long or its thread dies, each job of it runs alone, within its own limits: what is wrong with one job
 * fails no other.
 */
export class InferenceService {
  /** One group at a time, which so fills up: one thread does thousands of such jobs a second. */
  private readonly light: Batcher<ShortJob, ModelOutcome | null>;
  private readonly heavy: Batcher<ShortJob, ModelOutcome | null>;
  private readonly long: Batcher<Asked, InferenceAnswer>;
  private readonly lanes: ThreadLanes;

  constructor(
    private readonly pool: ModelPool,
    private readonly series: SeriesClient,
    private readonly limits: InferenceLimits,
    private readonly metrics: RunMetrics,
    private readonly logger: Logger,
    private readonly tracing?: Tracing,
  ) {
    const { longJobs } = limits;
    this.lanes = new ThreadLanes(longJobs + 1);
    const runGroup = (group: ShortJob[]) => this.runGroup(group);
    const weight = { of: (job: ShortJob) => job.estimatedMs, max: groupMs };
    this.light = new Batcher(runGroup, { maxSize: shortJobsPerGroup, weight });
    this.heavy = new Batcher(runGroup, { maxSize: shortJobsPerGroup, weight, concurrency: longJobs });
    this.long = new Batcher((all) => Promise.all(all.map((asked) => this.answerAlone(asked))), {
      maxSize: 1,
      concurrency: longJobs,
    });
  }

  /**
   * Asking again is safe, at any time.
   * @param traceparent of the event that asks.
   * @throws when prediction-service cannot be reached for a series or forecast by reference, or the worker is stopping.
   */
  async answer(request: InferenceRequested, traceparent?: string): Promise<InferenceAnswer> {
    const asked = { request, traceparent };
    const job = shortJob(asked);
    if (job) {
      const outcome = await (job.estimatedMs > lightJobMs ? this.heavy : this.light).add(job);
      if (outcome) return this.deliver(asked, outcome);
    }
    return this.long.add(asked);
  }

  /** The outcome of each job, or null for all when they have to run alone. */
  private async runGroup(group: ShortJob[]): Promise<(ModelOutcome | null)[]> {
    const limitMs = Math.min(groupTimeLimitMs, this.limits.timeLimitMs);
    const jobs = group.map(({ request }) => inlineJob(request));
    const answer = await this.lanes.run('short', () => this.run(group, jobs, limitMs));
    return answer.kind === 'answered' ? answer.outcomes : group.map(() => null);
  }

  /** Runs jobs in one thread, and records the run as a span of each job's trace. */
  private async run(group: readonly Asked[], jobs: ModelJob[], limitMs: number): Promise<ThreadAnswer> {
    const spans = group.map(({ request: { model_name, job_id }, traceparent }) =>
      this.tracing?.start(`run ${modelLabel(model_name)}`, SpanKind.INTERNAL, traceparent, {
        'coincast.job_id': job_id,
        'coincast.jobs_in_thread': jobs.length,
      }),
    );
    const answer = await this.pool.run(jobs, limitMs);
    spans.forEach((span, i) => {
      if (!span) return;
      const outcome = outcomeOf(answer, i, this.limits.timeLimitMs);
      if (outcome.runMs !== null) span.setAttribute('coincast.run_ms', outcome.runMs);
      if (outcome.ok) span.end();
      else endFailed(span, outcome.reason);
    });
    return answer;
  }

  private async answerAlone(asked: Asked): Promise<InferenceAnswer> {
    const { request, traceparent } = asked;
    const { series } = request;
    let job = inlineJob(request);
    if (series.kind === 'reference') {
      const bytes = await refusable(() => this.series.fetchSeries(series.path, traceparent));
      if (bytes instanceof RefusedError) {
        return this.failed(asked, unrun('series_unavailable', `The series cannot be had: ${bytes.message}.`));
      }
      job = { ...job, series: { kind: 'bytes', bytes } };
    }
    const answer = await this.lanes.run('long', () => this.run([asked], [job], this.limits.timeLimitMs));
    return this.deliver(asked, outcomeOf(answer, 0, this.limits.timeLimitMs));
  }

  /** Sends a large forecast ahead of its event. */
  private async deliver(asked: Asked, outcome: ModelOutcome): Promise<InferenceAnswer> {
    if (!outcome.ok) return this.failed(asked, outcome);
    const { request, traceparent } = asked;
    const { forecast, runMs } = outcome;
    if (forecast.kind === 'inline') return this.completed(request, outcome, forecast);
    const refusal = await refusable(() => this.series.putForecast(request.job_id, forecast.bytes, traceparent));
    if (refusal instanceof RefusedError) {
      const detail = `The forecast is not wanted: ${refusal.message}.`;
      return this.failed(asked, { ...failure('forecast_refused', detail), runMs });
    }
    return this.completed(request, outcome, { kind: 'reference' });
  }

  private failed({ request, traceparent }: Asked, { reason, detail, runMs }: Run<Failure>): InferenceAnswer {
    const { job_id, model_name } = request;
    this.metrics.record(model_name, reason, runMs);
    this.logger.warn({ job_id, ...traceFields(traceparent), reason, detail }, 'job without a forecast');
    return { kind: 'failed', data: { job_id, reason, detail } };
  }

  private completed(
    { job_id, model_name }: InferenceRequested,
    { metrics, warnings, runMs }: Run<Forecasted>,
    forecast: InferenceCompleted['forecast'],
  ): InferenceAnswer {
    this.metrics.record(model_name, 'completed', runMs);
    return { kind: 'completed', data: { job_id, forecast, metrics, warnings } };
  }
}

/** A request, and the trace that it belongs to. */
interface Asked {
  request: InferenceRequested;
  traceparent: string | undefined;
}

interface ShortJob extends Asked {
  estimatedMs: number;
}

/** The job as one that may go together with others; null when it may not. What is in a series by reference is not known yet. */
function shortJob(asked: Asked): ShortJob | null {
  const { model_name, horizon, series } = asked.request;
  if (series.kind !== 'inline') return null;
  const points = (series.values.length * 3) / 32 + horizon;
  const job = { ...asked, estimatedMs: estimatedMs(model_name, points) };
  return job.estimatedMs <= shortJobMs ? job : null;
}

function inlineJob({ model_name, horizon, series }: InferenceRequested): ModelJob {
  const { times, values } = series.kind === 'inline' ? series : { times: '', values: '' };
  return { modelName: model_name, horizon, series: { kind: 'inline', times, values } };
}

async function refusable<Result>(call: () => Promise<Result>): Promise<Result | RefusedError> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof RefusedError) return error;
    throw error;
  }
}
