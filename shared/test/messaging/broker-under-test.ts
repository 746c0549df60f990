import { type Channel, type ChannelModel, connect } from 'amqplib';
import type { BrokerConfig } from '../../src/config/index.js';
import { createInProcessBroker, type InProcessBroker } from '../../src/messaging/index.js';

/** A broker as the suite needs to see it from outside. */
export interface BrokerUnderTest {
  readonly config: BrokerConfig;
  broker?: InProcessBroker;
  open(): Promise<void>;
  /** Events that wait for a consumer. */
  ready(queue: string): Promise<number>;
  /** Bodies of the dead letters that have come so far. */
  deadLetters(queue: string): Promise<string[]>;
  /** Bodies of the unroutable events that have come so far. */
  unroutable(): Promise<string[]>;
  /** Forgets the queues that a test has made. */
  remove(queues: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export function inProcessUnderTest(): BrokerUnderTest {
  const broker = createInProcessBroker();
  return {
    config: { BROKER: 'in-process' },
    broker,
    open: async () => {},
    ready: async (queue) => broker.depth(queue).ready,
    deadLetters: async (queue) => broker.deadLetters(queue).map(({ body }) => body),
    unroutable: async () => broker.unroutable().map(({ body }) => body),
    remove: async () => {},
    close: async () => {},
  };
}

/** The RabbitMQ that the test command has started. */
export function testRabbitUrl(): string {
  const url = process.env['RABBIT_URL'];
  if (!url) throw new Error('RABBIT_URL is not set: run the tests with `make test`, which brings a RabbitMQ');
  return url;
}

export function rabbitUnderTest(): BrokerUnderTest {
  let connection: ChannelModel;
  let channel: Channel;
  const taken = new Map<string, string[]>();
  const takeAll = async (queue: string) => {
    const bodies = taken.get(queue) ?? [];
    taken.set(queue, bodies);
    for (let next = await take(channel, queue); next !== undefined; next = await take(channel, queue))
      bodies.push(next);
    return bodies;
  };
  return {
    get config(): BrokerConfig {
      return { BROKER: 'rabbitmq', RABBIT_URL: testRabbitUrl() };
    },
    open: async () => {
      connection = await connect(testRabbitUrl());
      channel = await connection.createChannel();
    },
    ready: async (queue) => (await channel.checkQueue(queue)).messageCount,
    deadLetters: (queue) => takeAll(`${queue}.dead`),
    unroutable: () => takeAll('coincast.unroutable'),
    remove: async (queues) => {
      for (const queue of queues) for (const name of [queue, `${queue}.dead`]) await channel.deleteQueue(name);
    },
    close: () => connection.close(),
  };
}

async function take(channel: Channel, queue: string): Promise<string | undefined> {
  const message = await channel.get(queue, { noAck: true });
  return message ? message.content.toString() : undefined;
}
