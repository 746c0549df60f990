import {
  endFailed,
  isTraceparent,
  type Span,
  SpanKind,
  type Tracing,
  traceparentOf,
} from '../../observability/index.js';
import type { SerializedEvent } from '../envelope.js';
import { EventPublisher } from '../event-publisher.js';
import type { ClosingPublisher } from '../metrics/measured-publisher.js';
import { eventsExchange } from '../topology.js';

/** Before the data, in which anything may stand. */
const traceparentInEnvelope = /^\{[^{]*?"traceparent":"([^"{]*)"/;

/**
 * A publisher that records each event as a span of the trace that the event names, and lets it travel with that span as
 * its `traceparent`. One span an event: the events of a batch belong to traces of their own.
 */
export class TracedPublisher extends EventPublisher {
  constructor(
    private readonly inner: ClosingPublisher,
    private readonly tracing: Tracing,
    private readonly system: string,
  ) {
    super();
  }

  get connected(): boolean {
    return this.inner.connected;
  }

  async publish(events: readonly SerializedEvent[]): Promise<void> {
    const traced = events.map((event) => this.begin(event));
    try {
      await this.inner.publish(traced.map(({ event }) => event));
    } catch (error) {
      for (const { span } of traced) endFailed(span, error instanceof Error ? error.constructor.name : 'unknown');
      throw error;
    }
    for (const { span } of traced) span.end();
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  private begin(event: SerializedEvent): { event: SerializedEvent; span: Span } {
    const [before = '', cause] = traceparentInEnvelope.exec(event.body) ?? [];
    const span = this.tracing.start(`publish ${event.type}`, SpanKind.PRODUCER, cause, {
      'messaging.system': this.system,
      'messaging.operation.name': 'publish',
      'messaging.operation.type': 'send',
      'messaging.destination.name': eventsExchange,
      'messaging.message.id': event.id,
      'cloudevents.event_type': event.type,
    });
    const own = traceparentOf(span);
    const body =
      cause !== undefined && isTraceparent(cause)
        ? `${before.slice(0, -cause.length - 1)}${own}"${event.body.slice(before.length)}`
        : `{"traceparent":"${own}",${event.body.slice(1)}`;
    return { event: { ...event, body }, span };
  }
}
