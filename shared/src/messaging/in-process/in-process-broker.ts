import { Broker, type Message, type Queue } from 'smqp';
import { uuidv7 } from 'uuidv7';
import { readMessage, type SerializedEvent } from '../envelope.js';
import type { Subscription } from '../event-consumer.js';
import { BrokerUnavailableError } from '../event-publisher.js';
import { InFlight } from '../in-flight.js';
import { deadLetterQueueOf, deliveryLimit, eventsExchange, unroutableLimit, unroutableName } from '../topology.js';

export interface InProcessBrokerOptions {
  /** Publishing waits while a queue holds this many events; default 2,000. */
  queueLimit?: number;
  /** Or this many characters of them; default 16 Mi. */
  queueLimitChars?: number;
  /** Most dead letters that a queue keeps, the oldest goes first; default 1,000. */
  deadLetterLimit?: number;
  /** How long publishing waits for room before it gives up; default 10 s. */
  publishTimeoutMs?: number;
}

/** What a queue's consumer can be told. */
export interface InProcessSubscription {
  /** Takes no more events; resolves when those under way are settled. The others stay in the queue. */
  stop(): Promise<void>;
}

export interface QueueDepth {
  ready: number;
  unacknowledged: number;
}

interface HeldQueue {
  name: string;
  queue: Queue;
  chars: number;
  /** Failed deliveries, by message id, of events that have failed. */
  failures: Map<string, number>;
}

/** Makes the broker that the services of one process share; its queues live and die with the process. */
export function createInProcessBroker(options: InProcessBrokerOptions = {}): InProcessBroker {
  return new InProcessBroker(options);
}

/**
 * A broker in this process with RabbitMQ's semantics: topic routing, acknowledgement, redelivery, a delivery limit and
 * dead letters. It holds a bounded number of events: publishers wait for room, and dead letters and unroutable events
 * push out their oldest.
 */
export class InProcessBroker {
  private readonly broker = new Broker();
  private readonly exchange = this.broker.assertExchange(eventsExchange, 'topic', { autoDelete: false });
  private readonly queues = new Map<string, HeldQueue>();
  private waitingForRoom: (() => void)[] = [];
  private readonly options: Required<InProcessBrokerOptions>;

  constructor(options: InProcessBrokerOptions) {
    this.options = {
      queueLimit: 2_000,
      queueLimitChars: 16 * 1024 * 1024,
      deadLetterLimit: 1_000,
      publishTimeoutMs: 10_000,
      ...options,
    };
  }

  /**
   * Resolves when every event is in its queues.
   * @throws BrokerUnavailableError when one of them had no room for too long; then none of the events was delivered.
   */
  async publish(events: readonly SerializedEvent[]): Promise<void> {
    await this.roomFor(new Set(events.map(({ type }) => type)));
    for (const event of events) {
      const targets = this.queuesFor(event.type);
      if (targets.length === 0) this.keep(unroutableName, unroutableLimit, event);
      for (const target of targets) target.chars += event.body.length;
      this.exchange.publish(event.type, event.body, { messageId: event.id });
    }
  }

  /** Declares the queue, binds it and consumes it. */
  subscribe({ queue, types, prefetch, settle }: Subscription): InProcessSubscription {
    const held = this.declare(queue ?? `coincast.exclusive.${uuidv7()}`, types);
    const underWay = new InFlight();
    let stopping = false;
    const consumer = held.queue.consume(
      (_, message) => void underWay.track(() => this.deliver(held, message, settle, () => stopping)),
      { prefetch },
    );
    return {
      stop: async () => {
        stopping = true;
        consumer.cancel({ keepPending: true });
        await underWay.idle();
        if (queue === null) this.remove(held);
      },
    };
  }

  /** How many events a queue holds: waiting for a consumer, and delivered but not yet settled. */
  depth(queue: string): QueueDepth {
    const { messageCount = 0, unackedCount = 0 } = this.broker.getQueue(queue)?.getStats() ?? {};
    return { ready: messageCount - unackedCount, unacknowledged: unackedCount };
  }

  /** The dead letters of a queue, oldest first; they stay where they are. */
  deadLetters(queue: string): SerializedEvent[] {
    return this.kept(deadLetterQueueOf(queue));
  }

  /** Events that no queue was bound for, oldest first. */
  unroutable(): SerializedEvent[] {
    return this.kept(unroutableName);
  }

  private async deliver(
    held: HeldQueue,
    message: Message,
    settle: Subscription['settle'],
    isStopping: () => boolean,
  ): Promise<void> {
    const event = eventOf(message);
    const failures = held.failures.get(event.id) ?? 0;
    const settlement = await settle({ type: event.type, message: readMessage(event.body), failedDeliveries: failures });
    if (settlement === 'requeue' && (isStopping() || failures + 1 < deliveryLimit)) {
      // A stop is nobody's failure.
      if (!isStopping()) held.failures.set(event.id, failures + 1);
      message.nack(false, true);
      return;
    }
    held.failures.delete(event.id);
    if (settlement !== 'ack') this.keep(deadLetterQueueOf(held.name), this.options.deadLetterLimit, event);
    held.chars -= event.body.length;
    message.ack();
    if (this.waitingForRoom.length > 0) for (const resolve of this.waitingForRoom.splice(0)) resolve();
  }

  private declare(name: string, types: readonly string[]): HeldQueue {
    const queue = this.broker.assertQueue(name, { autoDelete: false });
    const held = this.queues.get(name) ?? { name, queue, chars: 0, failures: new Map() };
    this.queues.set(name, held);
    for (const type of types) this.exchange.bindQueue(queue, type);
    return held;
  }

  private remove(held: HeldQueue): void {
    this.exchange.unbindQueueByName(held.name);
    this.broker.deleteQueue(held.name);
    this.queues.delete(held.name);
  }

  private queuesFor(type: string): HeldQueue[] {
    const names = new Set<string>();
    for (const binding of this.exchange.bindings) if (binding.testPattern(type)) names.add(binding.queue.name);
    return [...names].flatMap((name) => this.queues.get(name) ?? []);
  }

  private isFull({ queue, chars }: HeldQueue): boolean {
    return queue.messageCount >= this.options.queueLimit || chars >= this.options.queueLimitChars;
  }

  /** Waits for all queues before anything is delivered: a batch that fails halfway would be sent again as a whole. */
  private async roomFor(types: Set<string>): Promise<void> {
    const deadline = Date.now() + this.options.publishTimeoutMs;
    const fullQueue = () => [...types].flatMap((type) => this.queuesFor(type)).find((held) => this.isFull(held));
    for (let full = fullQueue(); full; full = fullQueue()) {
      const waitMs = deadline - Date.now();
      if (waitMs <= 0) throw new BrokerUnavailableError(`Queue ${full.name} is full`);
      await this.nextSettled(waitMs);
    }
  }

  private async nextSettled(limitMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      this.waitingForRoom.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private keep(name: string, limit: number, event: SerializedEvent): void {
    this.broker.assertQueue(name, { autoDelete: false, maxLength: limit });
    this.broker.sendToQueue(name, event.body, { messageId: event.id, type: event.type });
  }

  private kept(name: string): SerializedEvent[] {
    return (this.broker.getQueue(name)?.messages ?? []).map(eventOf);
  }
}

function eventOf({ content, fields, properties }: Message): SerializedEvent {
  return {
    id: String(properties.messageId),
    type: String(properties['type'] ?? fields.routingKey),
    body: content,
  };
}
