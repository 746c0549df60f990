import { type AmqpConnectionManager, connect } from 'amqp-connection-manager';
import type { ConfirmChannel } from 'amqplib';
import { Batcher } from '../../batching/index.js';
import type { Logger } from '../../observability/index.js';
import type { SerializedEvent } from '../envelope.js';
import { BrokerUnavailableError, EventPublisher } from '../event-publisher.js';
import { eventsExchange } from '../topology.js';
import { pack, type RabbitMessage } from './batch-messages.js';
import {
  closeConnection,
  connectionOptions,
  declareExchanges,
  logOutages,
  type RabbitOptions,
  recycle,
  within,
} from './rabbit-connection.js';

const publishTimeoutMs = 10_000;

/**
 * Publishes with confirms on a connection of its own, so that a broker that slows publishers down never holds back
 * acknowledgements. It buffers nothing while the broker is away.
 */
export class RabbitPublisher extends EventPublisher {
  private readonly connection: AmqpConnectionManager;
  private readonly logger: Logger;
  private readonly calls = new Batcher<readonly SerializedEvent[], undefined>((calls) => this.publishTogether(calls), {
    maxSize: 200,
    concurrency: 2,
  });
  private channel: ConfirmChannel | undefined;
  private blocked = false;
  private closing = false;

  constructor({ url, service, logger }: RabbitOptions) {
    super();
    this.logger = logger;
    const name = `${service} publisher`;
    this.connection = connect([url], connectionOptions(name));
    logOutages(this.connection, logger, name);
    // The broker blocks publishers while it lacks memory or disk.
    this.connection.on('connect', () => {
      this.blocked = false;
    });
    this.connection.on('blocked', ({ reason }) => {
      this.blocked = true;
      logger.warn({ reason }, 'the broker takes no events for now');
    });
    this.connection.on('unblocked', () => {
      this.blocked = false;
    });
    this.connection
      .createChannel({ name, setup: (channel: ConfirmChannel) => this.open(channel) })
      .on('error', (error) => logger.error({ err: error }, 'publishing channel not opened'));
  }

  get connected(): boolean {
    return this.channel !== undefined && !this.blocked;
  }

  async publish(events: readonly SerializedEvent[]): Promise<void> {
    if (!this.connected) throw new BrokerUnavailableError('The broker is away');
    await this.calls.add(events);
  }

  /** Sends the events of several callers together and answers each the same. */
  private async publishTogether(calls: (readonly SerializedEvent[])[]): Promise<undefined[]> {
    const { channel } = this;
    if (!channel || !this.connected) throw new BrokerUnavailableError('The broker is away');
    const outcome = await within(publishTimeoutMs, this.send(channel, pack(calls.flat())));
    if (outcome === 'done') return calls.map(() => undefined);
    // Unconfirmed events would pile up on a channel whose broker stays silent.
    if (outcome === 'late') recycle(this.connection, this.logger, 'events were not confirmed in time');
    throw new BrokerUnavailableError('The broker has not confirmed the events');
  }

  async close(): Promise<void> {
    this.closing = true;
    await closeConnection(this.connection, () => this.connection.close());
  }

  private async open(channel: ConfirmChannel): Promise<void> {
    channel.on('error', (error) => this.logger.error({ err: error }, 'publishing channel failed'));
    channel.on('close', () => {
      this.channel = undefined;
      if (!this.closing) recycle(this.connection, this.logger, 'publishing channel closed');
    });
    await declareExchanges(channel);
    this.channel = channel;
  }

  private send(channel: ConfirmChannel, messages: readonly RabbitMessage[]): Promise<void> {
    return new Promise((resolve, reject) => {
      let unconfirmed = messages.length;
      if (unconfirmed === 0) resolve();
      for (const { type, content, options } of messages) {
        channel.publish(eventsExchange, type, content, options, (error) => {
          unconfirmed -= 1;
          if (error) reject(error);
          else if (unconfirmed === 0) resolve();
        });
      }
    });
  }
}
