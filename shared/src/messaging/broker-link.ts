import type { BrokerConfig } from '../config/index.js';
import { type Logger, Registry } from '../observability/index.js';
import type { EventConsumer } from './event-consumer.js';
import { createInProcessBroker, type InProcessBroker } from './in-process/in-process-broker.js';
import { InProcessConsumer } from './in-process/in-process-consumer.js';
import { InProcessPublisher } from './in-process/in-process-publisher.js';
import { MeasuredConsumer } from './metrics/measured-consumer.js';
import { type ClosingPublisher, MeasuredPublisher } from './metrics/measured-publisher.js';
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
  /** Where events are counted; without one, nobody sees it. */
  registry?: Registry | undefined;
}

/** A service's two ways to the broker, on connections of their own. */
export interface BrokerLink {
  publisher: ClosingPublisher;
  consumer: EventConsumer;
}

export function openBrokerLink(options: BrokerLinkOptions): BrokerLink {
  // Without a shared broker, the service's own events still have to reach its own handlers.
  const broker = options.broker ?? createInProcessBroker();
  return { publisher: openPublisher({ ...options, broker }), consumer: openConsumer({ ...options, broker }) };
}

export function openPublisher({ registry = new Registry(), ...options }: BrokerLinkOptions): ClosingPublisher {
  const publisher =
    options.config.BROKER === 'rabbitmq'
      ? new RabbitPublisher(rabbitOptions(options))
      : new InProcessPublisher(options.broker ?? createInProcessBroker());
  return new MeasuredPublisher(publisher, registry);
}

export function openConsumer({ registry = new Registry(), ...options }: BrokerLinkOptions): EventConsumer {
  const consumer =
    options.config.BROKER === 'rabbitmq'
      ? new RabbitConsumer(rabbitOptions(options))
      : new InProcessConsumer(options.broker ?? createInProcessBroker());
  return new MeasuredConsumer(consumer, registry);
}

function rabbitOptions({ service, config, logger }: BrokerLinkOptions): RabbitOptions {
  if (!config.RABBIT_URL) throw new Error('BROKER=rabbitmq needs RABBIT_URL');
  return { url: config.RABBIT_URL, service, logger };
}
