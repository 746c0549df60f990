import { AmqpConnection, Nack } from '@golevelup/nestjs-rabbitmq';
import type { ConfirmChannel, ConsumeMessage } from 'amqplib';
import type { EventConsumer, QueueBacklog, Settlement, Subscription } from '../event-consumer.js';
import { InFlight } from '../in-flight.js';
import { deadLettersExchange } from '../topology.js';
import { messageAlone, unpack } from './batch-messages.js';
import { queueBacklog } from './queue-backlog.js';
import {
  brokerWaitMs,
  closeConnection,
  connectionOptions,
  declareDeadLetters,
  declareExchanges,
  logOutages,
  type RabbitOptions,
  recycle,
  within,
} from './rabbit-connection.js';
import { subscribeOptions } from './subscribe-options.js';

/**
 * Consumes queues with golevelup's connection, a channel each. Used directly rather than through its Nest module, which
 * keeps static state, holds up the start while the broker is away, dies of a connection lost during the start, closes
 * after the database, and notices neither a consumer nor a channel that the broker ended.
 */
export class RabbitConsumer implements EventConsumer {
  private connection: AmqpConnection | undefined;
  private subscriptions: readonly Subscription[] = [];
  private readonly live = new Set<string>();
  private readonly underWay = new InFlight();
  private stopping = false;
  private stopped = false;

  constructor(private readonly options: RabbitOptions) {}

  get consuming(): boolean {
    return !this.stopping && this.live.size === this.subscriptions.length;
  }

  async start(subscriptions: readonly Subscription[]): Promise<void> {
    this.subscriptions = subscriptions;
    if (subscriptions.length === 0) return;
    const { url, service, logger } = this.options;
    const name = `${service} consumers`;
    const connection = new AmqpConnection({
      uri: url,
      channels: Object.fromEntries(
        subscriptions.map((subscription) => [nameOf(subscription), { prefetchCount: subscription.prefetch }]),
      ),
      connectionInitOptions: { wait: false, skipConnectionFailedLogging: true, skipDisconnectFailedLogging: true },
      connectionManagerOptions: connectionOptions(name),
      enableDirectReplyTo: false,
      deserializer: (content) => content.toString(),
      logger: {
        log: (message) => logger.debug(message),
        warn: (message) => logger.warn(message),
        error: (message, ...details) => logger.error({ details }, message),
      },
    });
    this.connection = connection;
    await connection.init();
    logOutages(connection.managedConnection, logger, name);
    // All set-ups are added before the first connection is there: then a failing one is an event, not a rejection.
    const consumers = subscriptions.map((subscription) => this.subscribe(connection, subscription));
    if ((await within(brokerWaitMs, Promise.all(consumers))) === 'done') return;
    logger.warn({ connection: name }, 'started without the broker');
  }

  async backlog(): Promise<readonly QueueBacklog[]> {
    const queues = this.subscriptions.flatMap(({ queue }) => queue ?? []);
    return this.connection && queues.length > 0 ? queueBacklog(this.connection.managedConnection, queues) : [];
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const { connection } = this;
    if (connection) {
      // A consumer on a dead channel is gone already.
      await Promise.allSettled(connection.consumerTags.map((tag) => connection.cancelConsumer(tag)));
    }
    await this.underWay.idle();
    this.stopped = true;
  }

  async close(): Promise<void> {
    this.stopping = true;
    const { connection } = this;
    if (connection) await closeConnection(connection.managedConnection, () => connection.close());
  }

  private async subscribe(connection: AmqpConnection, subscription: Subscription): Promise<void> {
    const { queue, types } = subscription;
    const name = nameOf(subscription);
    const channel = connection.managedChannels[name];
    if (!channel) throw new Error(`No channel for ${name}`);
    channel.on('connect', () => this.live.add(name));
    const prepared = channel.addSetup((opened: ConfirmChannel) => this.prepare(opened, connection, queue, name));
    const handler = (body: string | undefined, message?: ConsumeMessage) =>
      this.underWay.track(() => this.settle(subscription, body ?? '', message));
    const options = subscribeOptions(queue, types);
    const consumed = connection.createSubscriber(
      handler,
      { ...options, queueOptions: { ...options.queueOptions, channel: name } },
      name,
      { consumerTag: name },
    );
    await Promise.all([prepared, consumed]);
  }

  /** Runs on each new channel ahead of golevelup's own set-up, so that this finds the exchanges. */
  private async prepare(
    channel: ConfirmChannel,
    connection: AmqpConnection,
    queue: string | null,
    name: string,
  ): Promise<void> {
    const { logger } = this.options;
    const lost = (reason: string) => {
      this.live.delete(name);
      if (!this.stopping) recycle(connection.managedConnection, logger, `${name}: ${reason}`);
    };
    channel.on('error', (error) => logger.error({ err: error, queue: name }, 'consuming channel failed'));
    channel.on('close', () => lost('channel closed'));
    channel.on('cancel', () => lost('consumer cancelled by the broker'));
    await Promise.all([declareExchanges(channel), ...(queue === null ? [] : [declareDeadLetters(channel, queue)])]);
  }

  private async settle(subscription: Subscription, body: string, message?: ConsumeMessage): Promise<Nack | undefined> {
    // A connection that comes back during the shutdown begins to consume again.
    if (this.stopped) return new Nack(true);
    if (!message) return undefined;
    const type = String(message.properties.type ?? message.fields.routingKey);
    const failedDeliveries = Number(message.properties.headers?.['x-delivery-count'] ?? 0);
    const events = unpack(body, message);
    const settlements = await Promise.all(
      events.map((event) => subscription.settle({ type, message: event, failedDeliveries })),
    );
    const failed = events.flatMap((event, i) => {
      const settlement = settlements[i] ?? 'requeue';
      return settlement === 'ack' ? [] : [{ event, settlement }];
    });
    const [first] = failed;
    if (!first) return undefined;
    // A stop is nobody's failure, but what is nacked has used up a delivery: it goes back as a new message.
    if (events.length === 1 && !(this.stopping && first.settlement === 'requeue')) {
      return new Nack(first.settlement === 'requeue');
    }
    return this.singleOut(failed, subscription, message);
  }

  /**
   * Lets each failed event of a message go on as a message of its own, with deliveries of its own, and then lets go of
   * this one, so that what succeeded beside it does not come again.
   */
  private async singleOut(
    failed: readonly { event: unknown; settlement: Settlement }[],
    { queue, types }: Subscription,
    batch: ConsumeMessage,
  ): Promise<Nack | undefined> {
    const channel = this.connection?.managedChannels[nameOf({ queue, types })];
    if (!channel || queue === null) return new Nack(true);
    const sent = failed.map(({ event, settlement }) => {
      const { content, options } = messageAlone(event, batch);
      return settlement === 'requeue'
        ? channel.sendToQueue(queue, content, options)
        : channel.publish(deadLettersExchange, queue, content, options);
    });
    return (await within(brokerWaitMs, Promise.all(sent))) === 'done' ? undefined : new Nack(true);
  }
}

function nameOf({ queue, types }: Pick<Subscription, 'queue' | 'types'>): string {
  return queue ?? `exclusive ${types.join(' ')}`;
}
