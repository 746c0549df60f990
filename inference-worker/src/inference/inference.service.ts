import { Batcher } from '@coincast/shared/batching';
import type { InferenceCompleted, InferenceFailed, InferenceRequested } from '@coincast/shared/contracts';
import type { Logger } from '@coincast/shared/observability';
import { type Failure, type Forecasted, failure, type ModelJob, type ModelOutcome } from './model-job.js';
import type { ModelPool, ThreadAnswer } from './model-pool.js';
import { RefusedError, type SeriesClient } from './series-client.js';

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

/** A series and its forecast of up to this many points together make a short job, unless it turns out otherwise. */
const shortJobPoints = 16_384;
const shortJobsPerGroup = 64;
/** A group that is not done by then holds a job that is not short. */
const groupTimeLimitMs = 2_000;

/**
 * Answers requests for forecasts. Short jobs go to the pool in groups, one group at a time, so that a hop to a thread
 * is paid once a group; all others go alone. The pool has a thread more than there are long jobs, so that short ones
 * never wait for them. When a group takes too long or its thread dies, each job of it runs alone, within its own
 * limits: what is wrong with one job fails no other.
 */
export class InferenceService {
  private readonly short = new Batcher<InferenceRequested, ModelOutcome | null>((group) => this.runGroup(group), {
    maxSize: shortJobsPerGroup,
  });
  private readonly long: Batcher<InferenceRequested, InferenceAnswer>;

  constructor(
    private readonly pool: ModelPool,
    private readonly series: SeriesClient,
    private readonly limits: InferenceLimits,
    private readonly logger: Logger,
  ) {
    this.long = new Batcher((requests) => Promise.all(requests.map((request) => this.answerAlone(request))), {
      maxSize: 1,
      concurrency: limits.longJobs,
    });
  }

  /**
   * Asking again is safe, at any time.
   * @throws when prediction-service cannot be reached for a series or forecast by reference, or the worker is stopping.
   */
  async answer(request: InferenceRequested): Promise<InferenceAnswer> {
    if (isShort(request)) {
      const outcome = await this.short.add(request);
      if (outcome) return this.deliver(request, outcome);
    }
    return this.long.add(request);
  }

  /** The outcome of each job, or null for all when they have to run alone. */
  private async runGroup(group: InferenceRequested[]): Promise<(ModelOutcome | null)[]> {
    const limitMs = Math.min(groupTimeLimitMs, this.limits.timeLimitMs);
    const answer = await this.pool.run(group.map(inlineJob), limitMs);
    return answer.kind === 'answered' ? answer.outcomes : group.map(() => null);
  }

  private async answerAlone(request: InferenceRequested): Promise<InferenceAnswer> {
    const { job_id, series } = request;
    let job = inlineJob(request);
    if (series.kind === 'reference') {
      const bytes = await refusable(() => this.series.fetchSeries(series.path));
      if (bytes instanceof RefusedError) {
        return this.failed(job_id, failure('series_unavailable', `The series cannot be had: ${bytes.message}.`));
      }
      job = { ...job, series: { kind: 'bytes', bytes } };
    }
    return this.deliver(request, outcomeOf(await this.pool.run([job], this.limits.timeLimitMs), this.limits));
  }

  /** Sends a large forecast ahead of its event. */
  private async deliver({ job_id }: InferenceRequested, outcome: ModelOutcome): Promise<InferenceAnswer> {
    if (!outcome.ok) return this.failed(job_id, outcome);
    const { forecast } = outcome;
    if (forecast.kind === 'inline') return completed(job_id, outcome, forecast);
    const refusal = await refusable(() => this.series.putForecast(job_id, forecast.columns, forecast.bytes));
    if (refusal instanceof RefusedError) {
      return this.failed(job_id, failure('forecast_refused', `The forecast is not wanted: ${refusal.message}.`));
    }
    return completed(job_id, outcome, { kind: 'reference' });
  }

  private failed(job_id: number, { reason, detail }: Failure): InferenceAnswer {
    this.logger.warn({ job_id, reason, detail }, 'job without a forecast');
    return { kind: 'failed', data: { job_id, reason, detail } };
  }
}

/** Whether it may go together with others; what a request for a series by reference holds is not known yet. */
function isShort({ series, horizon }: InferenceRequested): boolean {
  return series.kind === 'inline' && (series.values.length * 3) / 32 + horizon <= shortJobPoints;
}

function inlineJob({ model_name, horizon, series }: InferenceRequested): ModelJob {
  const { times, values } = series.kind === 'inline' ? series : { times: '', values: '' };
  return { modelName: model_name, horizon, series: { kind: 'inline', times, values } };
}

/** What became of a job that had its thread to itself. */
function outcomeOf(answer: ThreadAnswer, { timeLimitMs }: InferenceLimits): ModelOutcome {
  switch (answer.kind) {
    case 'answered':
      return answer.outcomes[0] ?? failure('model_failed', 'The thread gave no outcome.');
    case 'timeout':
      return failure('model_timeout', `The model was not done after ${timeLimitMs} ms.`);
    case 'memory':
      return failure('model_memory', 'The model needs more memory than it may have.');
    case 'crash':
      return failure('model_failed', `The model ended its thread: ${answer.error.message}.`);
  }
}

async function refusable<Result>(call: () => Promise<Result>): Promise<Result | RefusedError> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof RefusedError) return error;
    throw error;
  }
}

function completed(
  job_id: number,
  { metrics, warnings }: Forecasted,
  forecast: InferenceCompleted['forecast'],
): InferenceAnswer {
  return { kind: 'completed', data: { job_id, forecast, metrics, warnings } };
}
