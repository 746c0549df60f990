import type { EventConsumer, QueueBacklog, Subscription } from './event-consumer.js';

/** A consumer that does something around each event of another one, and is that one in everything else. */
export abstract class AroundConsumer implements EventConsumer {
  constructor(protected readonly inner: EventConsumer) {}

  get consuming(): boolean {
    return this.inner.consuming;
  }

  start(subscriptions: readonly Subscription[]): Promise<void> {
    return this.inner.start(subscriptions.map((subscription) => this.around(subscription)));
  }

  backlog(): Promise<readonly QueueBacklog[]> {
    return this.inner.backlog();
  }

  stop(): Promise<void> {
    return this.inner.stop();
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  protected abstract around(subscription: Subscription): Subscription;
}
