import type { BrokerConfig } from '../config/index.js';
import type { Logger } from '../observability/index.js';
import type { EventConsumer } from './event-consumer.js';
import type { EventPublisher } from './event-publisher.js';
import { createInProcessBroker, type InProcessBroker } from './in-process/in-process-broker.js';
import { InProcessConsumer } from './in-process/in-process-consumer.js';
import { InProcessPublisher } from './in-process/in-process-publisher.js';
import { RabbitConsumer } from './rabbitmq/rabbit-consumer.js';
import { RabbitPublisher } from './rabbitmq/rabbit-publisher.js';

export interface BrokerLinkOptions {
  /** Shown by the broker as the name of the connection. */
  service: string;
  config: BrokerConfig;
  /** The broker of this process; without one, `BROKER=in-process` makes one for this service alone. */
  broker?: InProcessBroker | undefined;
  logger: Logger;
}

/** A service's two ways to the broker: it publishes and consumes on connections of their own. */
export interface BrokerLink {
  publisher: EventPublisher & { close(): Promise<void> };
  consumer: EventConsumer;
}

/** The one place that knows which broker there is. */
export function openBrokerLink({ service, config, broker, logger }: BrokerLinkOptions): BrokerLink {
  if (config.BROKER === 'in-process') {
    const own = broker ?? createInProcessBroker();
    return { publisher: new InProcessPublisher(own), consumer: new InProcessConsumer(own) };
  }
  if (!config.RABBIT_URL) throw new Error('BROKER=rabbitmq needs RABBIT_URL');
  const options = { url: config.RABBIT_URL, service, logger };
  return { publisher: new RabbitPublisher(options), consumer: new RabbitConsumer(options) };
}
