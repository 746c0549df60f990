import type { EventConsumer } from '../event-consumer.js';
import type { RabbitOptions } from './rabbit-connection.js';

export class RabbitConsumer implements EventConsumer {
  consuming = false;
  constructor(_options: RabbitOptions) {}
  async start(): Promise<void> {}
  async stop(): Promise<void> {}
  async close(): Promise<void> {}
}
