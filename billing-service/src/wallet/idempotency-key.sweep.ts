import type { Db } from '@coincast/shared/database';
import type { Logger } from '@coincast/shared/observability';
import { PeriodicTask } from '@coincast/shared/scheduling';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { LedgerRepository } from './ledger.repository.js';

const everyMs = 60 * 60_000;

/** Forgets idempotency keys once they are older than a day. Several replicas may sweep at once. */
export class IdempotencyKeySweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(db: Db, ledger: LedgerRepository, logger: Logger) {
    this.task = new PeriodicTask('idempotency key sweep', everyMs, () => ledger.forgetOldKeys(db), logger);
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }
}
