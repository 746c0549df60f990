import type { EventConsumer, QueueBacklog, Subscription } from '../event-consumer.js';
import type { InProcessBroker, InProcessSubscription } from './in-process-broker.js';

/** One service's consumers on the broker of its process. */
export class InProcessConsumer implements EventConsumer {
  private running: InProcessSubscription[] = [];
  private queues: readonly string[] = [];
  consuming = false;

  constructor(private readonly broker: InProcessBroker) {}

  async start(subscriptions: readonly Subscription[]): Promise<void> {
    this.queues = subscriptions.flatMap(({ queue }) => queue ?? []);
    this.running = subscriptions.map((subscription) => this.broker.subscribe(subscription));
    this.consuming = true;
  }

  async backlog(): Promise<readonly QueueBacklog[]> {
    return this.queues.map((queue) => ({
      queue,
      ready: this.broker.depth(queue).ready,
      deadLetters: this.broker.deadLetters(queue).length,
    }));
  }

  async stop(): Promise<void> {
    this.consuming = false;
    await Promise.all(this.running.splice(0).map((subscription) => subscription.stop()));
  }

  async close(): Promise<void> {}
}
