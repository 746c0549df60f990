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

/** Connects in the background, again and again; commands fail at once while there is no connection. */
export function connectRedis(url: string, logger: Logger): RedisConnection {
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
