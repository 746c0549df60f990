import type { AmqpConnectionManager } from 'amqp-connection-manager';
import type { Channel } from 'amqplib';
import type { QueueBacklog } from '../event-consumer.js';
import { deadLetterQueueOf } from '../topology.js';

/**
 * Asks RabbitMQ on a channel of its own: the broker closes one that names a queue which an operator has deleted, and the
 * consumers' must not end with it.
 * @throws when the broker is away or a queue is missing.
 */
export async function queueBacklog(
  manager: AmqpConnectionManager,
  queues: readonly string[],
): Promise<readonly QueueBacklog[]> {
  const connection = manager.connection;
  if (!connection) throw new Error('The broker is away');
  const channel: Channel = await connection.createChannel();
  // Heard by the call that failed.
  channel.on('error', () => undefined);
  try {
    return await Promise.all(
      queues.map(async (queue) => {
        const [own, dead] = await Promise.all([
          channel.checkQueue(queue),
          channel.checkQueue(deadLetterQueueOf(queue)),
        ]);
        return { queue, ready: own.messageCount, deadLetters: dead.messageCount };
      }),
    );
  } finally {
    await channel.close().catch(() => undefined);
  }
}
