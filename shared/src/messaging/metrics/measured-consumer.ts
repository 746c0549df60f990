import { Counter, cachedReading, Histogram, type Registry, sampledGauge } from '../../observability/index.js';
import { AroundConsumer } from '../around-consumer.js';
import type { Delivery, EventConsumer, Settlement, Subscription } from '../event-consumer.js';
import { deliveryLimit } from '../topology.js';

const lagBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];
const handlingBuckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** A consumer that counts and times every event on its way to the subscription, and tells the length of its queues. */
export class MeasuredConsumer extends AroundConsumer {
  private readonly consumed: Counter<'queue' | 'outcome'>;
  private readonly redelivered: Counter<'queue'>;
  private readonly lag: Histogram<'queue'>;
  private readonly handling: Histogram<'queue'>;

  constructor(inner: EventConsumer, registry: Registry) {
    super(inner);
    const registers = [registry];
    this.consumed = new Counter({
      name: 'coincast_events_consumed_total',
      help: 'Events settled, by queue and outcome: ack, requeue (comes again) or dead-letter.',
      labelNames: ['queue', 'outcome'],
      registers,
    });
    this.redelivered = new Counter({
      name: 'coincast_events_redelivered_total',
      help: 'Deliveries of events that had been delivered before, by queue.',
      labelNames: ['queue'],
      registers,
    });
    this.lag = new Histogram({
      name: 'coincast_event_lag_seconds',
      help: 'From the time in the event to its delivery, by queue.',
      labelNames: ['queue'],
      buckets: lagBuckets,
      registers,
    });
    this.handling = new Histogram({
      name: 'coincast_event_handling_seconds',
      help: 'From the delivery of an event to its settlement, waiting for its batch included, by queue.',
      labelNames: ['queue'],
      buckets: handlingBuckets,
      registers,
    });
    this.registerGauges(registry);
  }

  private registerGauges(registry: Registry): void {
    sampledGauge(registry, {
      name: 'coincast_broker_consuming',
      help: '1 while every event handler has a living consumer.',
      sample: () => [{ value: Number(this.inner.consuming) }],
    });
    const backlog = cachedReading(() => this.inner.backlog());
    sampledGauge(registry, {
      name: 'coincast_queue_messages',
      help: 'Messages that wait for a consumer, by queue; absent while the broker does not answer.',
      labelNames: ['queue'],
      sample: async () => (await backlog())?.map(({ queue, ready }) => ({ labels: { queue }, value: ready })),
    });
    sampledGauge(registry, {
      name: 'coincast_dead_letters',
      help: 'Dead letters that wait for an operator, by the queue that gave them up.',
      labelNames: ['queue'],
      sample: async () =>
        (await backlog())?.map(({ queue, deadLetters }) => ({ labels: { queue }, value: deadLetters })),
    });
  }

  protected around(subscription: Subscription): Subscription {
    // The name of a queue of this process alone is another in each process.
    const queue = subscription.queue ?? 'exclusive';
    const lag = this.lag.labels(queue);
    const handling = this.handling.labels(queue);
    const redelivered = this.redelivered.labels(queue);
    const consumed = {
      ack: this.consumed.labels(queue, 'ack'),
      requeue: this.consumed.labels(queue, 'requeue'),
      'dead-letter': this.consumed.labels(queue, 'dead-letter'),
    };
    // From 0, so that the first one is an increase already.
    for (const counter of [redelivered, ...Object.values(consumed)]) counter.inc(0);
    return {
      ...subscription,
      settle: async (delivery) => {
        const startedAtMs = performance.now();
        const sentAtMs = timeOf(delivery.message);
        if (sentAtMs !== undefined) lag.observe(Math.max(0, Date.now() - sentAtMs) / 1000);
        if (delivery.failedDeliveries > 0) redelivered.inc();
        const settlement = await subscription.settle(delivery);
        handling.observe((performance.now() - startedAtMs) / 1000);
        consumed[outcomeOf(settlement, delivery)].inc();
        return settlement;
      },
    };
  }
}

/** Of an event that may not be one. */
function timeOf(message: unknown): number | undefined {
  if (typeof message !== 'object' || message === null || !('time' in message)) return undefined;
  const timeMs = typeof message.time === 'string' ? Date.parse(message.time) : Number.NaN;
  return Number.isNaN(timeMs) ? undefined : timeMs;
}

/** The broker itself gives an event up that has come back often enough. */
function outcomeOf(settlement: Settlement, { failedDeliveries }: Delivery): Settlement {
  return settlement === 'requeue' && failedDeliveries + 1 >= deliveryLimit ? 'dead-letter' : settlement;
}
