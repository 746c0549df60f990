import { DiscoveryModule, DiscoveryService } from '@golevelup/nestjs-discovery';
import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { type BrokerLink, type BrokerLinkOptions, openBrokerLink } from './broker-link.js';
import type { Subscription } from './event-consumer.js';
import { EventProcessor } from './event-processor.js';
import { EventPublisher } from './event-publisher.js';
import { MessagingHealth } from './messaging-health.js';
import { type EventHandlerSettings, eventHandlerSettings } from './on-event.js';

export type MessagingOptions = BrokerLinkOptions;

const messagingOptions = Symbol('messaging options');
const brokerLink = Symbol('broker link');

/**
 * Gives a Nest app its `EventPublisher` and runs its `@OnEvent` handlers from the end of the start until the begin of
 * the shutdown, which waits for the handlers under way.
 */
@Module({ imports: [DiscoveryModule] })
export class MessagingModule implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private processors: EventProcessor<unknown>[] = [];

  static forRoot(options: MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: messagingOptions, useValue: options },
        { provide: brokerLink, useFactory: () => openBrokerLink(options) },
        { provide: EventPublisher, useFactory: (link: BrokerLink) => link.publisher, inject: [brokerLink] },
        { provide: MessagingHealth, useFactory: healthOf, inject: [brokerLink] },
      ],
      exports: [EventPublisher, MessagingHealth],
    };
  }

  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(messagingOptions) private readonly options: MessagingOptions,
    @Inject(brokerLink) private readonly link: BrokerLink,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    try {
      await this.link.consumer.start(await this.subscriptions());
    } catch (error) {
      await this.onApplicationShutdown();
      throw error;
    }
  }

  async onModuleDestroy(): Promise<void> {
    for (const processor of this.processors) processor.stop();
    await this.link.consumer.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.link.consumer.close(), this.link.publisher.close()]);
  }

  private async subscriptions(): Promise<Subscription[]> {
    const handlers = await this.discovery.providerMethodsWithMetaAtKey<EventHandlerSettings>(eventHandlerSettings);
    const queues = new Set<string>();
    return handlers.map(({ meta, discoveredMethod }) => {
      const { contract, queue, maxBatch, concurrency, prefetch } = meta;
      if (queues.has(queue)) throw new Error(`Queue ${queue} has two handlers; an event would reach only one of them`);
      queues.add(queue);
      const processor = new EventProcessor({
        contract,
        queue,
        maxBatch,
        concurrency,
        handle: discoveredMethod.handler.bind(discoveredMethod.parentClass.instance),
        logger: this.options.logger,
      });
      this.processors.push(processor);
      return { queue, types: [contract.type], prefetch, settle: (delivery) => processor.settle(delivery) };
    });
  }
}

function healthOf({ publisher, consumer }: BrokerLink): MessagingHealth {
  return {
    get connected() {
      return publisher.connected;
    },
    get consuming() {
      return consumer.consuming;
    },
  };
}
