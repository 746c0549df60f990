import type { MessageHandlerOptions } from '@golevelup/nestjs-rabbitmq';
import { deadLettersExchange, deliveryLimit, eventsExchange } from '../topology.js';

/**
 * The one way in which we subscribe with golevelup: a quorum queue that gives an event up after the delivery limit and
 * hands it to the dead letters only once they have confirmed it.
 * @param queue null: a queue of this process alone.
 */
export function subscribeOptions(queue: string | null, types: readonly string[]): MessageHandlerOptions {
  const routing = { exchange: eventsExchange, routingKey: [...types], errorHandler: () => undefined };
  if (queue === null) {
    return { ...routing, queueOptions: { exclusive: true, autoDelete: true, durable: false } };
  }
  return {
    ...routing,
    queue,
    queueOptions: {
      channel: queue,
      durable: true,
      arguments: {
        'x-queue-type': 'quorum',
        'x-delivery-limit': deliveryLimit - 1,
        'x-dead-letter-exchange': deadLettersExchange,
        'x-dead-letter-routing-key': queue,
        // At least once needs publishers to be refused, not the oldest events to be dropped, at a length limit.
        'x-dead-letter-strategy': 'at-least-once',
        'x-overflow': 'reject-publish',
      },
    },
  };
}
