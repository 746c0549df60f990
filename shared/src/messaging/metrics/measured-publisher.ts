import { Counter, type Registry, sampledGauge } from '../../observability/index.js';
import type { SerializedEvent } from '../envelope.js';
import { EventPublisher } from '../event-publisher.js';

/** What a publisher of a broker is: closed at the end of the process. */
export type ClosingPublisher = EventPublisher & { close(): Promise<void> };

/** A publisher that counts what goes through it. */
export class MeasuredPublisher extends EventPublisher {
  private readonly published: Counter<'type'>;
  private readonly failures: Counter;

  constructor(
    private readonly inner: ClosingPublisher,
    registry: Registry,
  ) {
    super();
    const registers = [registry];
    this.published = new Counter({
      name: 'coincast_events_published_total',
      help: 'Events that the broker has confirmed, by type.',
      labelNames: ['type'],
      registers,
    });
    this.failures = new Counter({
      name: 'coincast_event_publish_failures_total',
      help: 'Events that the broker did not take; they are sent again.',
      registers,
    });
    sampledGauge(registry, {
      name: 'coincast_broker_connected',
      help: '1 while events can be published.',
      sample: () => [{ value: Number(inner.connected) }],
    });
  }

  get connected(): boolean {
    return this.inner.connected;
  }

  async publish(events: readonly SerializedEvent[]): Promise<void> {
    try {
      await this.inner.publish(events);
    } catch (error) {
      this.failures.inc(events.length);
      throw error;
    }
    for (const { type } of events) this.published.inc({ type });
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
