import type { SerializedEvent } from './envelope.js';

/** The broker takes no events now; the same events may be sent again later. */
export class BrokerUnavailableError extends Error {}

/** Sends events to the exchange `coincast.events`; implemented on RabbitMQ and in-process. */
export abstract class EventPublisher {
  /** Whether publishing can work now; the outbox relay claims nothing while it cannot. */
  abstract readonly connected: boolean;

  /**
   * Resolves when the broker holds every event safely (publisher confirms).
   * @throws BrokerUnavailableError when any may be lost; the caller sends them all again, for consumers take duplicates.
   */
  abstract publish(events: readonly SerializedEvent[]): Promise<void>;
}
