import type { SerializedEvent } from '../envelope.js';
import { EventPublisher } from '../event-publisher.js';
import type { InProcessBroker } from './in-process-broker.js';

/** Publishes to the broker of this process. */
export class InProcessPublisher extends EventPublisher {
  readonly connected = true;

  constructor(private readonly broker: InProcessBroker) {
    super();
  }

  async publish(events: readonly SerializedEvent[]): Promise<void> {
    await this.broker.publish(events);
  }

  async close(): Promise<void> {}
}
