import type { Logger } from '@coincast/shared/observability';
import { Piscina } from 'piscina';
import type { ModelJob, ModelOutcome } from './model-job.js';

/** What became of a group of jobs: their outcomes, or why the thread could give none. */
export type ThreadAnswer =
  | { kind: 'answered'; outcomes: ModelOutcome[] }
  | { kind: 'timeout' }
  | { kind: 'memory' }
  | { kind: 'crash'; error: Error };

export interface ModelPoolOptions {
  /** A module whose default export is a `ModelRunner`. */
  workerUrl: URL;
  /** Most threads, and so most groups under way; the caller sees to it that there are no more. */
  threads: number;
  /** Heap of a thread, in MiB. */
  memoryMb: number;
  logger: Logger;
}

/** The pool was told to end before the jobs did: they can be run again elsewhere. */
export class PoolClosedError extends Error {
  constructor() {
    super('The worker is stopping; the job goes back to the queue');
  }
}

/** A thread that had nothing to do for this long ends, and gives its memory back. */
const idleThreadMs = 30_000;

/**
 * Runs groups of jobs in threads that start when first needed. A thread that takes too long, too much memory or
 * crashes is ended and costs only its own group; the next group gets a new one.
 */
export class ModelPool {
  private readonly pool: Piscina<ModelJob[], ModelOutcome[]>;
  private closed = false;

  constructor({ workerUrl, threads, memoryMb, logger }: ModelPoolOptions) {
    this.pool = new Piscina({
      filename: workerUrl.href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: idleThreadMs,
      recordTiming: false,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    // Of a thread without a group, such as one that cannot start; unheard it would end the process.
    this.pool.on('error', (err) => logger.error({ err }, 'a model thread failed'));
  }

  /**
   * Series that are bytes move to the thread and are gone here.
   * @param timeLimitMs includes the start of a thread where none is free.
   * @throws PoolClosedError, and nothing else.
   */
  async run(jobs: ModelJob[], timeLimitMs: number): Promise<ThreadAnswer> {
    if (this.closed) throw new PoolClosedError();
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeLimitMs);
    const transferList = jobs.flatMap(({ series }) => (series.kind === 'bytes' ? [series.bytes.buffer] : []));
    try {
      return { kind: 'answered', outcomes: await this.pool.run(jobs, { signal: limit.signal, transferList }) };
    } catch (error) {
      if (this.closed) throw new PoolClosedError();
      if (limit.signal.aborted) return { kind: 'timeout' };
      if (codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY') return { kind: 'memory' };
      return { kind: 'crash', error: error instanceof Error ? error : new Error(String(error)) };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends all threads at once, whatever they do. */
  async close(): Promise<void> {
    this.closed = true;
    await this.pool.destroy();
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
