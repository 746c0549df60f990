import type { SerializedEvent } from '../envelope.js';
import { EventPublisher } from '../event-publisher.js';
import type { RabbitOptions } from './rabbit-connection.js';

export class RabbitPublisher extends EventPublisher {
  connected = false;
  constructor(_options: RabbitOptions) {
    super();
  }
  async publish(_events: readonly SerializedEvent[]): Promise<void> {}
  async close(): Promise<void> {}
}
