import { type Db, database } from '@coincast/shared/database';
import type { Logger } from '@coincast/shared/observability';
import { PeriodicTask } from '@coincast/shared/scheduling';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type PredictionConfig, predictionConfig } from '../config.js';
import { serviceLogger } from '../logger.js';

import { forgetOldKeys } from './idempotency.repository.js';

const everyMs = 60 * 60_000;

/** Forgets idempotency keys that nobody will repeat any more; any number of replicas may sweep at once. */
@Injectable()
export class IdempotencyKeySweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(
    @Inject(database) private readonly db: Db,
    @Inject(predictionConfig) private readonly config: PredictionConfig,
    @Inject(serviceLogger) logger: Logger,
  ) {
    this.task = new PeriodicTask('idempotency key sweep', everyMs, () => this.sweep(), logger);
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /** @returns how many keys were forgotten. */
  sweep(): Promise<number> {
    return forgetOldKeys(this.db, this.config.IDEMPOTENCY_KEY_TTL_HOURS);
  }
}
