import type { Logger } from '@coincast/shared/observability';
import { Redis } from 'ioredis';

const commandTimeoutMs = 250;
const longestPauseMs = 5_000;

export interface RedisConnection {
  client: Redis;
  /** A command failed: says so once, and makes the next ones fail at once until Redis answers again. */
  reportFailure(): void;
  close(): void;
}

/**
 * Resolves once the first attempt has succeeded or failed, within about a second; from then on it connects in the
 * background, again and again, and commands fail at once while there is no connection.
 */
export async function connectRedis(url: string, logger: Logger): Promise<RedisConnection> {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    connectTimeout: 1_000,
    commandTimeout: commandTimeoutMs,
    retryStrategy: (attempt) => Math.min(100 * attempt, longestPauseMs),
  });
  let away = false;
  const reportAway = (cause?: Error) => {
    if (away) return;
    away = true;
    logger.warn({ cause: cause?.message }, 'Redis does not answer: rate limits are counted in this process alone');
  };
  client.on('error', reportAway);
  client.on('ready', () => {
    if (away) logger.info('Redis answers again: rate limits are counted there');
    away = false;
  });
  await new Promise<void>((resolve) => {
    client.once('ready', resolve);
    client.once('error', () => resolve());
  });
  return {
    client,
    reportFailure: () => {
      reportAway();
      // A Redis that takes connections and does not answer would cost every request the time limit.
      if (client.status === 'ready') client.disconnect(true);
    },
    close: () => client.disconnect(),
  };
}
