import type { Logger } from '@coincast/shared/observability';
import { Redis } from 'ioredis';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';

/** Makes counters that expire, all in one store. */
export interface Counters {
  /** @param durationSeconds from the first count to the counter's end. */
  counter(name: string, durationSeconds: number): RateLimiterAbstract;
  close(): void;
}

/** Counts in this process. */
export function memoryCounters(): Counters {
  return {
    counter: (name, durationSeconds) =>
      new RateLimiterMemory({ keyPrefix: name, points: 1, duration: durationSeconds }),
    close: () => undefined,
  };
}

/** Counts in Redis for all replicas; while Redis does not answer, in this process, so that nobody is locked out. */
export function redisCounters(url: string, logger: Logger): Counters {
  const redis = new Redis(url, {
    connectionName: 'auth-service',
    connectTimeout: 2_000,
    commandTimeout: 500,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(100 * 2 ** Math.min(attempt, 10), 5_000),
  });
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) logger.warn({ reason: error.message }, 'Redis is away: failed logins are counted in memory');
    away = true;
  });
  redis.on('ready', () => {
    if (away) logger.info('Redis is back: failed logins are counted there again');
    away = false;
  });
  const memory = memoryCounters();
  return {
    counter: (name, durationSeconds) =>
      new RateLimiterRedis({
        storeClient: redis,
        keyPrefix: `coincast:${name}`,
        points: 1,
        duration: durationSeconds,
        rejectIfRedisNotReady: true,
        insuranceLimiter: memory.counter(name, durationSeconds),
      }),
    close: () => redis.disconnect(),
  };
}
