import { type Db, database } from '@coincast/shared/database';
import { OutboxRelay } from '@coincast/shared/messaging';
import type { Logger } from '@coincast/shared/observability';
import { PeriodicTask } from '@coincast/shared/scheduling';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type PredictionConfig, predictionConfig } from '../config.js';
import { serviceLogger } from '../logger.js';
import { expireOpenStages, lockOverdue } from './saga.repository.js';
import { verdictOfClock } from './saga.rules.js';
import { SagaService } from './saga.service.js';

/** Jobs taken in one transaction; their series may have to be sent again. */
const batchSize = 50;

/**
 * Asks again for every answer that is overdue, and ends the jobs that were asked for often enough. Any number of
 * replicas may sweep at once.
 */
@Injectable()
export class DeadlineSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(
    @Inject(database) private readonly db: Db,
    @Inject(predictionConfig) private readonly config: PredictionConfig,
    private readonly saga: SagaService,
    private readonly relay: OutboxRelay,
    @Inject(serviceLogger) private readonly logger: Logger,
  ) {
    this.task = new PeriodicTask('deadline sweep', config.SWEEP_INTERVAL_MS, () => this.sweep(), logger);
  }

  async onApplicationBootstrap(): Promise<void> {
    // The in-process broker's messages died with the last process, so nobody but us still knows of the open stages.
    if (this.config.BROKER === 'in-process') await expireOpenStages(this.db);
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /** Deals with every job that is overdue now. @returns how many there were. */
  async sweep(): Promise<number> {
    for (let total = 0; ; ) {
      const swept = await this.sweepBatch();
      if (swept > 0) this.relay.wake();
      total += swept;
      if (swept < batchSize) return total;
    }
  }

  private sweepBatch(): Promise<number> {
    return this.db.transaction(async (trx) => {
      const overdue = await lockOverdue(trx, batchSize);
      if (overdue.length === 0) return 0;
      const occurrences = overdue.map(({ id, stage, attempts }) => ({
        jobId: id,
        event: verdictOfClock(stage, attempts, this.config.STAGE_ATTEMPTS),
      }));
      await this.saga.advance(trx, occurrences);
      this.logger.warn({ jobs: occurrences.slice(0, 10), count: occurrences.length }, 'answers overdue');
      return overdue.length;
    });
  }
}
