import type { SerializedEvent } from './envelope.js';

/** Sends events to the exchange `coincast.events`; implemented on RabbitMQ and in-process. */
export abstract class EventPublisher {
  /** Whether publishing can work now; the outbox relay claims nothing while it cannot. */
  abstract readonly connected: boolean;

  /**
   * Resolves when the broker holds every event safely (publisher confirms); rejects when any may be lost, and then
   * the caller sends them all again: consumers take duplicates.
   */
  abstract publish(events: readonly SerializedEvent[]): Promise<void>;
}
