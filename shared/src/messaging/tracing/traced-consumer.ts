import { endFailed, SpanKind, type Tracing, traceparentOf } from '../../observability/index.js';
import { AroundConsumer } from '../around-consumer.js';
import type { EventConsumer, Subscription } from '../event-consumer.js';

/**
 * A consumer that records each event from its delivery to its settlement, as a span of the trace that the event names,
 * also where a batch of them is handled at once. The handler gets the event with that span as its `traceparent`, so that
 * what it sends in answer continues the trace below it.
 */
export class TracedConsumer extends AroundConsumer {
  constructor(
    inner: EventConsumer,
    private readonly tracing: Tracing,
    private readonly system: string,
  ) {
    super(inner);
  }

  protected around(subscription: Subscription): Subscription {
    const { queue } = subscription;
    return {
      ...subscription,
      settle: async (delivery) => {
        const { type, message } = delivery;
        if (!isRecord(message)) return subscription.settle(delivery);
        const span = this.tracing.start(`process ${queue ?? type}`, SpanKind.CONSUMER, message['traceparent'], {
          'messaging.system': this.system,
          'messaging.operation.name': 'process',
          'messaging.operation.type': 'process',
          'messaging.destination.name': queue ?? 'exclusive',
          'messaging.message.id': String(message['id']),
          'cloudevents.event_type': type,
          ...jobOf(message['data']),
          ...(delivery.failedDeliveries > 0 ? { 'coincast.failed_deliveries': delivery.failedDeliveries } : {}),
        });
        // A copy: the broker's own goes back as it came when it has to come again.
        const own = { ...message, traceparent: traceparentOf(span) };
        const settlement = await subscription.settle({ ...delivery, message: own });
        if (settlement === 'ack') span.end();
        else endFailed(span, settlement);
        return settlement;
      },
    };
  }
}

function jobOf(data: unknown): { 'coincast.job_id'?: number } {
  return isRecord(data) && typeof data['job_id'] === 'number' ? { 'coincast.job_id': data['job_id'] } : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
