import { Batcher, BatcherFullError } from '@coincast/shared/batching';
import { columnToBytes } from '@coincast/shared/contracts';
import { type Db, database } from '@coincast/shared/database';
import { Problem } from '@coincast/shared/http';
import { OutboxRelay } from '@coincast/shared/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { type PredictionConfig, predictionConfig } from '../config.js';
import type { Quote } from '../quote/quote.service.js';
import { jobCreatedMessage, sagaMessage } from '../saga/saga.messages.js';
import { insertLargeJob, insertNewJobs, type NewJobRow, reserveJobIds } from './new-jobs.repository.js';
import { verdictOf } from './verdict.js';

/** A job that was accepted and has no id yet. */
export interface NewJob extends Quote {
  userId: number;
  title: string | null;
  idempotency: { key: string; bodyHash: Buffer } | null;
  traceparent: string | undefined;
}

export interface StoredJob {
  id: number;
  createdAt: Date;
}

/** Jobs in one commit, and jobs that may wait for one before clients are told to come back. */
const maxBatch = 50;
const maxWaiting = 2_000;
/** A series above this has a statement of its own, in which it stays binary; in an array `pg` makes text of it. */
const largeSeriesBytes = 32 * 1024;
const maxLargeWaiting = 200;
/** Under load a few more jobs share a commit; a client alone never waits for it. */
const paceMs = 15;

/** Stores new jobs; those submitted at the same time share a statement and a commit. */
@Injectable()
export class JobIntake {
  private readonly small: Batcher<NewJob, StoredJob | null>;
  private readonly large: Batcher<NewJob, StoredJob | null>;

  constructor(
    @Inject(database) private readonly db: Db,
    @Inject(predictionConfig) private readonly config: PredictionConfig,
    private readonly relay: OutboxRelay,
  ) {
    this.small = new Batcher((jobs) => this.storeBatch(jobs, insertNewJobs), { maxSize: maxBatch, maxWaiting, paceMs });
    const insertOne = ([job]: NewJobRow[]) => (job ? insertLargeJob(this.db, job) : Promise.resolve(new Map()));
    this.large = new Batcher((jobs) => this.storeBatch(jobs, (_, rows) => insertOne(rows)), {
      maxSize: 1,
      maxWaiting: maxLargeWaiting,
    });
  }

  /**
   * Stores the job, durably, with its first messages.
   * @returns null when its idempotency key has made a job before.
   * @throws Problem `unavailable` when too many jobs are waiting.
   */
  async store(job: NewJob): Promise<StoredJob | null> {
    const { times, values } = job.dataset;
    const isLarge = times.byteLength + values.byteLength > largeSeriesBytes;
    try {
      return await (isLarge ? this.large : this.small).add(job);
    } catch (error) {
      if (error instanceof BatcherFullError) {
        throw new Problem('unavailable', 'Too many jobs arrive at once. Try again in a moment.', {
          retryAfterSeconds: 1,
        });
      }
      throw error;
    }
  }

  private async storeBatch(
    jobs: NewJob[],
    insert: (db: Db, rows: NewJobRow[]) => Promise<Map<number, Date>>,
  ): Promise<(StoredJob | null)[]> {
    const ids = await reserveJobIds(this.db, jobs.length);
    const rows = jobs.map((job, i) => this.rowOf(job, ids[i] ?? 0));
    const createdAtById = await insert(this.db, rows);
    this.relay.wake();
    return rows.map(({ id }) => {
      const createdAt = createdAtById.get(id);
      return createdAt ? { id, createdAt } : null;
    });
  }

  private rowOf(job: NewJob, id: number): NewJobRow {
    const { dataset, error, traceparent } = job;
    const stage = error === null ? 'DEBITING' : 'ERROR';
    const facts = { id, user_id: job.userId, model_name: job.modelName, horizon: job.horizon, cost: job.cost };
    const next = error === null ? 'request_debit' : 'job_finished';
    return {
      ...job,
      id,
      stage,
      validRows: dataset.times.length,
      invalidRows: dataset.invalid.count,
      deadlineMs: error === null ? this.config.DEBIT_DEADLINE_MS : null,
      times: columnToBytes(dataset.times),
      values: columnToBytes(dataset.values),
      keptInvalidRows: `[${dataset.invalid.kept.join(',')}]`,
      verdict: JSON.stringify(verdictOf(dataset)),
      outbox: [jobCreatedMessage(facts, traceparent), sagaMessage(next, facts, { stage, error, traceparent })],
    };
  }
}
