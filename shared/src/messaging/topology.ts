/** Topic exchange of all events; the routing key is the event's type. */
export const eventsExchange = 'coincast.events';

/** Fanout exchange and queue for events that no queue is bound for. */
export const unroutableName = 'coincast.unroutable';

/** Direct exchange; the routing key is the name of the queue that gave the event up. */
export const deadLettersExchange = 'coincast.dead-letters';

/** An event that failed this many times goes to the dead letters. */
export const deliveryLimit = 5;

/** Most unroutable events that are kept; the oldest goes first. */
export const unroutableLimit = 1_000;

/** Where a queue's dead letters wait for an operator. */
export function deadLetterQueueOf(queue: string): string {
  return `${queue}.dead`;
}
