/** What the broker does with a delivered event: forget it, deliver it again, or put it to the dead letters. */
export type Settlement = 'ack' | 'requeue' | 'dead-letter';

/** An event as the broker brings it. */
export interface Delivery {
  type: string;
  /** The event as parsed JSON, not validated yet; null when it was no JSON. */
  message: unknown;
  /** How often it was delivered and not acknowledged before. */
  failedDeliveries: number;
}

/** A queue and what is done with its events. */
export interface Subscription {
  /** A durable queue's name; null: a queue of this process alone, gone with it. */
  queue: string | null;
  /** Event types that the queue is bound for. */
  types: readonly string[];
  /** Most messages delivered and not yet settled. RabbitMQ carries small events several to a message. */
  prefetch: number;
  /** Takes one event; never rejects. */
  settle(delivery: Delivery): Promise<Settlement>;
}

/** What waits in a durable queue and in its dead letters. */
export interface QueueBacklog {
  queue: string;
  /** Messages that wait for a consumer; those delivered and not yet settled are not among them. */
  ready: number;
  deadLetters: number;
}

/** Brings events from the broker to their subscriptions; implemented on RabbitMQ and in-process. */
export interface EventConsumer {
  /** Whether every subscription has a living consumer. */
  readonly consuming: boolean;
  /** Begins to consume. When the broker is away it returns after a few seconds and goes on trying. */
  start(subscriptions: readonly Subscription[]): Promise<void>;
  /**
   * Asks the broker how much waits in each durable queue.
   * @throws when the broker is away.
   */
  backlog(): Promise<readonly QueueBacklog[]>;
  /** Takes no more events; resolves when those under way are settled. */
  stop(): Promise<void>;
  close(): Promise<void>;
}
