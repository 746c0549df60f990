import type { Db } from '@coincast/shared/database';
import type { Logger } from '@coincast/shared/observability';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { LedgerRepository } from './ledger.repository.js';

const everyMs = 60 * 60_000;

/** Forgets idempotency keys once they are older than a day. Several replicas may sweep at once. */
export class IdempotencyKeySweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Db,
    private readonly ledger: LedgerRepository,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.sweep();
    }, everyMs);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Never rejects: what could not be removed now is removed next time. */
  async sweep(): Promise<void> {
    try {
      const forgotten = await this.ledger.forgetOldKeys(this.db);
      if (forgotten > 0) this.logger.info({ forgotten }, 'idempotency keys forgotten');
    } catch (error) {
      this.logger.warn({ err: error }, 'idempotency keys could not be swept');
    }
  }
}
