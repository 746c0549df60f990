import type { Db } from '../database/index.js';
import type { Logger } from '../observability/index.js';
import type { EventPublisher } from './event-publisher.js';

/** Sends what the outbox holds. */
export class OutboxRelay {
  constructor(_db: Db, _publisher: EventPublisher, _logger: Logger) {}
  start(): void {}
  /** Call after a commit that put rows into the outbox. */
  wake(): void {}
  async stop(): Promise<void> {}
}
