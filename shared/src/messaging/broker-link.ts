import type { BrokerConfig } from '../config/index.js';
import type { Logger } from '../observability/index.js';
import type { EventConsumer } from './event-consumer.js';
import type { EventPublisher } from './event-publisher.js';
import { createInProcessBroker, type InProcessBroker } from './in-process/in-process-broker.js';
import { InProcessConsumer } from './in-process/in-process-consumer.js';
import { InProcessPublisher } from './in-process/in-process-publisher.js';
import type { RabbitOptions } from './rabbitmq/rabbit-connection.js';
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

/** What to close at the end of a process. */
interface Closeable {
  close(): Promise<void>;
}

/** A service's two ways to the broker, on connections of their own. */
export interface BrokerLink {
  publisher: EventPublisher & Closeable;
  consumer: EventConsumer;
}

export function openBrokerLink(options: BrokerLinkOptions): BrokerLink {
  // Without a shared broker, the service's own events still have to reach its own handlers.
  const broker = options.broker ?? createInProcessBroker();
  return { publisher: openPublisher({ ...options, broker }), consumer: openConsumer({ ...options, broker }) };
}

export function openPublisher(options: BrokerLinkOptions): EventPublisher & Closeable {
  if (options.config.BROKER === 'rabbitmq') return new RabbitPublisher(rabbitOptions(options));
  return new InProcessPublisher(options.broker ?? createInProcessBroker());
}

export function openConsumer(options: BrokerLinkOptions): EventConsumer {
  if (options.config.BROKER === 'rabbitmq') return new RabbitConsumer(rabbitOptions(options));
  return new InProcessConsumer(options.broker ?? createInProcessBroker());
}

function rabbitOptions({ service, config, logger }: BrokerLinkOptions): RabbitOptions {
  if (!config.RABBIT_URL) throw new Error('BROKER=rabbitmq needs RABBIT_URL');
  return { url: config.RABBIT_URL, service, logger };
}
