import type { MessageErrorHandler, MessageHandlerOptions } from '@golevelup/nestjs-rabbitmq';
import { deadLettersExchange, deliveryLimit, eventsExchange } from '../topology.js';

/** Our handlers answer instead of throwing, so what comes here is an acknowledgement that found its channel dead. */
const errorHandler: MessageErrorHandler = (channel, messages) => {
  for (const message of [messages].flat()) {
    try {
      channel.nack(message, false, true);
    } catch {
      // The broker delivers what a dead channel held again, by itself.
    }
  }
};

/**
 * The one way in which we subscribe with golevelup: a quorum queue that gives an event up after the delivery limit and
 * hands it to the dead letters only once they have confirmed it.
 * @param queue null: a queue of this process alone.
 */
export function subscribeOptions(queue: string | null, types: readonly string[]): MessageHandlerOptions {
  const routing = { exchange: eventsExchange, routingKey: [...types], errorHandler };
  if (queue === null) {
    return { ...routing, queueOptions: { exclusive: true, autoDelete: true, durable: false } };
  }
  return {
    ...routing,
    queue,
    queueOptions: {
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
