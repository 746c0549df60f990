import type { BrokerConfig } from '../config/index.js';
import { type Logger, Registry, type Tracing } from '../observability/index.js';
import type { EventConsumer } from './event-consumer.js';
import { createInProcessBroker, type InProcessBroker } from './in-process/in-process-broker.js';
import { InProcessConsumer } from './in-process/in-process-consumer.js';
import { InProcessPublisher } from './in-process/in-process-publisher.js';
import { MeasuredConsumer } from './metrics/measured-consumer.js';
import { type ClosingPublisher, MeasuredPublisher } from './metrics/measured-publisher.js';
import type { RabbitOptions } from './rabbitmq/rabbit-connection.js';
import { RabbitConsumer } from './rabbitmq/rabbit-consumer.js';
import { RabbitPublisher } from './rabbitmq/rabbit-publisher.js';
import { TracedConsumer } from './tracing/traced-consumer.js';
import { TracedPublisher } from './tracing/traced-publisher.js';

export interface BrokerLinkOptions {
  /** Shown by the broker as the name of the connection. */
  service: string;
  config: BrokerConfig;
  /** The broker of this process; without one, `BROKER=in-process` makes one for this service alone. */
  broker?: InProcessBroker | undefined;
  logger: Logger;
  /** Where events are counted; without one, nobody sees it. */
  registry?: Registry | undefined;
  /** What records events as spans. */
  tracing?: Tracing | undefined;
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

export function openPublisher({ registry = new Registry(), tracing, ...options }: BrokerLinkOptions): ClosingPublisher {
  const publisher =
    options.config.BROKER === 'rabbitmq'
      ? new RabbitPublisher(rabbitOptions(options))
      : new InProcessPublisher(options.broker ?? createInProcessBroker());
  const measured = new MeasuredPublisher(publisher, registry);
  return tracing ? new TracedPublisher(measured, tracing, options.config.BROKER) : measured;
}

export function openConsumer({ registry = new Registry(), tracing, ...options }: BrokerLinkOptions): EventConsumer {
  const consumer =
    options.config.BROKER === 'rabbitmq'
      ? new RabbitConsumer(rabbitOptions(options))
      : new InProcessConsumer(options.broker ?? createInProcessBroker());
  const measured = new MeasuredConsumer(consumer, registry);
  return tracing ? new TracedConsumer(measured, tracing, options.config.BROKER) : measured;
}

function rabbitOptions({ service, config, logger }: BrokerLinkOptions): RabbitOptions {
  if (!config.RABBIT_URL) throw new Error('BROKER=rabbitmq needs RABBIT_URL');
  return { url: config.RABBIT_URL, service, logger };
}
