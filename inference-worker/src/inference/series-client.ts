import { setTimeout as delay } from 'node:timers/promises';
import { serviceTokenHeader } from '@coincast/shared/http';
import { Agent, type Dispatcher } from 'undici';

/** prediction-service will not give or take this, however often it is asked: the job is gone, or has ended. */
export class RefusedError extends Error {
  constructor(readonly status: number) {
    super(`prediction-service answered ${status}`);
  }
}

export interface SeriesClientOptions {
  /** Of prediction-service, without a trailing slash. */
  predictionUrl: string;
  internalToken: string;
  /** How long to wait before each further attempt; as many attempts more as there are numbers. */
  retryDelaysMs?: readonly number[];
}

const defaultRetryDelaysMs = [100, 200, 400, 800, 1_600, 3_200, 5_000];
/** A series of 10,000,000 points. */
const largestSeriesBytes = 160_000_000;
const answerTimeoutMs = 30_000;

/** Statuses below 500 that the same request may not get again: timeout, too early, too many. */
const transientStatuses = new Set([408, 425, 429]);

/** Brings series too large for an event from prediction-service, and forecasts to it. */
export class SeriesClient {
  private readonly agent = new Agent({
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
    maxResponseSize: largestSeriesBytes,
  });
  private readonly closing = new AbortController();

  constructor(private readonly options: SeriesClientOptions) {}

  /**
   * @param path below `/internal/`, as the event names it.
   * @param traceparent of the event that asks for it.
   * @returns the columns times and values, one after the other.
   * @throws RefusedError, or what the last attempt failed with.
   */
  fetchSeries(path: string, traceparent?: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.persistently(async () => {
      const { body } = await this.request({ method: 'GET', path, traceparent });
      return new Uint8Array(await body.arrayBuffer());
    });
  }

  /**
   * Stores the columns times, values, lower80, upper80, lower95, upper95 of a job; storing them again is harmless.
   * @param traceparent of the event that asked for it.
   * @throws RefusedError, or what the last attempt failed with.
   */
  putForecast(jobId: number, bytes: Uint8Array, traceparent?: string): Promise<void> {
    return this.persistently(async () => {
      const path = `/internal/jobs/${jobId}/forecast?columns=6`;
      const { body } = await this.request({
        method: 'PUT',
        path,
        body: bytes,
        traceparent,
        headers: { 'content-type': 'application/octet-stream' },
      });
      await body.dump();
    });
  }

  /** Gives up what is under way. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.agent.destroy();
  }

  private async request({
    path,
    headers,
    traceparent,
    ...rest
  }: {
    method: 'GET' | 'PUT';
    path: string;
    body?: Uint8Array;
    headers?: Record<string, string>;
    traceparent: string | undefined;
  }): Promise<Dispatcher.ResponseData> {
    const answer = await this.agent.request({
      ...rest,
      origin: this.options.predictionUrl,
      path,
      headers: {
        ...headers,
        [serviceTokenHeader]: this.options.internalToken,
        ...(traceparent ? { traceparent } : {}),
      },
    });
    const { statusCode } = answer;
    if (statusCode < 300) return answer;
    await answer.body.dump();
    if (statusCode >= 500 || transientStatuses.has(statusCode)) {
      throw new Error(`prediction-service answered ${statusCode}`);
    }
    throw new RefusedError(statusCode);
  }

  private async persistently<Result>(attempt: () => Promise<Result>): Promise<Result> {
    for (const delayMs of this.options.retryDelaysMs ?? defaultRetryDelaysMs) {
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof RefusedError || this.closing.signal.aborted) throw error;
      }
      await delay(delayMs, undefined, { signal: this.closing.signal });
    }
    return attempt();
  }
}
