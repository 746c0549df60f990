import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Db } from '../database/index.js';
import { database } from '../database/index.js';
import type { Logger, Registry } from '../observability/index.js';
import { EventPublisher } from './event-publisher.js';
import { registerOutboxMetrics } from './metrics/outbox-metrics.js';
import { OutboxRelay } from './outbox-relay.js';

/** Gives a service the relay of its outbox, which runs while the service does. */
@Module({})
export class OutboxModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  static forRoot({ logger, registry }: { logger: Logger; registry: Registry }): DynamicModule {
    return {
      module: OutboxModule,
      global: true,
      providers: [
        {
          provide: OutboxRelay,
          useFactory: (db: Db, publisher: EventPublisher) => {
            registerOutboxMetrics(registry, db);
            return new OutboxRelay(db, publisher, logger);
          },
          inject: [database, EventPublisher],
        },
      ],
      exports: [OutboxRelay],
    };
  }

  constructor(private readonly relay: OutboxRelay) {}

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  /** Handlers have finished by now, requests may still be under way: what they commit later waits for the next relay. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.relay.stop();
  }
}
