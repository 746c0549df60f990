import type { AmqpConnectionManager, AmqpConnectionManagerOptions } from 'amqp-connection-manager';
import type { Channel } from 'amqplib';
import type { Logger } from '../../observability/index.js';
import {
  deadLetterQueueOf,
  deadLettersExchange,
  eventsExchange,
  unroutableLimit,
  unroutableName,
} from '../topology.js';

export interface RabbitOptions {
  /** `amqp://user:password@host:port/vhost` */
  url: string;
  /** Shown by the broker as the name of the connection. */
  service: string;
  logger: Logger;
}

/** How long a start or a close waits for the broker. */
export const brokerWaitMs = 5_000;

const unroutableTtlMs = 24 * 3_600_000;
const logEveryMs = 60_000;
const recycleAfterMs = 1_000;

export function connectionOptions(name: string): AmqpConnectionManagerOptions {
  return {
    heartbeatIntervalInSeconds: 5,
    reconnectTimeInSeconds: 1,
    connectionOptions: { timeout: 10_000, noDelay: true, clientProperties: { connection_name: name } },
  };
}

/** Declares the exchanges, and where unroutable events stay for a while. Safe to repeat. */
export async function declareExchanges(channel: Channel): Promise<void> {
  // Sent at once, so that whatever the same channel sends next finds all of it.
  await Promise.all([
    channel.assertExchange(unroutableName, 'fanout', { durable: true }),
    channel.assertQueue(unroutableName, { durable: true, maxLength: unroutableLimit, messageTtl: unroutableTtlMs }),
    channel.bindQueue(unroutableName, unroutableName, ''),
    channel.assertExchange(eventsExchange, 'topic', { durable: true, alternateExchange: unroutableName }),
    channel.assertExchange(deadLettersExchange, 'direct', { durable: true }),
  ]);
}

/** Declares where a queue's dead letters wait. */
export async function declareDeadLetters(channel: Channel, queue: string): Promise<void> {
  const name = deadLetterQueueOf(queue);
  await Promise.all([
    channel.assertQueue(name, { durable: true, arguments: { 'x-queue-type': 'quorum' } }),
    channel.bindQueue(name, deadLettersExchange, queue),
  ]);
}

/** Logs when the broker goes and comes; while it is away, a line a minute. */
export function logOutages(connection: AmqpConnectionManager, logger: Logger, name: string): void {
  let lastLoggedMs = 0;
  const away = (message: string) => {
    if (Date.now() - lastLoggedMs < logEveryMs) return;
    lastLoggedMs = Date.now();
    logger.warn({ connection: name, reason: message }, 'the broker is away; trying again every second');
  };
  connection.on('connect', () => {
    lastLoggedMs = 0;
    logger.info({ connection: name }, 'connected to the broker');
  });
  connection.on('disconnect', ({ err }) => away(err?.message ?? 'closed'));
  connection.on('connectFailed', ({ err }) => away(err.message));
}

/**
 * Opens the connection anew a moment later, with all its channels: the remedy for a channel or consumer that the broker
 * ended while the connection lives, which nothing else would open again.
 */
export function recycle(connection: AmqpConnectionManager, logger: Logger, reason: string): void {
  const ailing = connection.connection;
  if (!ailing) return;
  const timer = setTimeout(() => {
    if (connection.connection !== ailing) return;
    logger.warn({ reason }, 'opening the connection to the broker anew');
    // Its own listeners see the close and connect again; `reconnect()` would remove them and leave errors unheard.
    ailing.close().catch(() => undefined);
  }, recycleAfterMs);
  timer.unref();
}

/** Closes, and waits for the broker's answer when there is a broker. */
export async function closeConnection(connection: AmqpConnectionManager, close: () => Promise<void>): Promise<void> {
  await within(connection.isConnected() ? brokerWaitMs : 0, close());
}

/** Waits for `work`, but not longer than the limit; what becomes of it later is nobody's concern. Never rejects. */
export async function within(limitMs: number, work: Promise<unknown>): Promise<'done' | 'failed' | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, limitMs, 'late');
  });
  const done = work.then(
    () => 'done' as const,
    () => 'failed' as const,
  );
  const outcome = await Promise.race([done, late]);
  clearTimeout(timer);
  return outcome;
}
