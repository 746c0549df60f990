import { Problem } from '@coincast/shared/http';
import type { Logger } from '@coincast/shared/observability';
import type { Response } from 'express';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Exchange } from '../exchange.js';
import type { Route } from '../routing/routes.js';
import { addressKey } from './address-key.js';
import { connectRedis, type RedisConnection } from './redis-connection.js';

const windowSeconds = 60;

export interface RateLimitOptions {
  /** Of one user or address that is not signed in, a minute; 0: no limit. */
  generalPerMinute: number;
  /** Registrations and logins, those by a code too, of one address, a minute; 0: no limit. */
  credentialsPerMinute: number;
  redisUrl: string | undefined;
  logger: Logger;
}

export interface RateLimits {
  /**
   * Counts one request and says on the answer what is left.
   * @throws Problem `too_many_requests`
   */
  count(kind: Route['rateLimit'], exchange: Exchange, response: Response): Promise<void>;
  close(): void;
}

type Consume = (key: string) => Promise<RateLimiterRes>;

/** Fixed windows of a minute, counted in Redis for all gateways together, or in memory. */
export async function createRateLimits(options: RateLimitOptions): Promise<RateLimits> {
  const redis = options.redisUrl ? await connectRedis(options.redisUrl, options.logger) : undefined;
  const points = { general: options.generalPerMinute, credentials: options.credentialsPerMinute };
  const counters = {
    general: counter('general', points.general, redis),
    credentials: counter('credentials', points.credentials, redis),
  };
  return {
    async count(kind, exchange, response) {
      const limit = points[kind];
      if (limit === 0) return;
      const state = await consumed(counters[kind], keyOf(kind, exchange));
      if (response.headersSent) return;
      const resetSeconds = Math.ceil(state.msBeforeNext / 1000);
      response.setHeader('RateLimit-Limit', limit);
      response.setHeader('RateLimit-Remaining', state.remainingPoints);
      response.setHeader('RateLimit-Reset', resetSeconds);
      if (state.consumedPoints > limit) {
        throw new Problem(
          'too_many_requests',
          `At most ${limit} requests a minute here. Wait ${resetSeconds} seconds.`,
          { retryAfterSeconds: resetSeconds },
        );
      }
    },
    close: () => redis?.close(),
  };
}

function keyOf(kind: Route['rateLimit'], { user, clientAddress }: Exchange): string {
  return kind === 'general' && user ? `user:${user.id}` : `address:${addressKey(clientAddress)}`;
}

/** Without Redis, and while Redis does not answer, each process counts for itself: limits never stop the service. */
function counter(kind: string, points: number, redis: RedisConnection | undefined): Consume {
  const options = { points, duration: windowSeconds, keyPrefix: `coincast:rate:${kind}` };
  const memory = new RateLimiterMemory(options);
  if (!redis) return (key) => memory.consume(key);
  const shared = new RateLimiterRedis({ ...options, storeClient: redis.client, rejectIfRedisNotReady: true });
  return async (key) => {
    try {
      return await shared.consume(key);
    } catch (failure) {
      if (failure instanceof RateLimiterRes) return failure;
      redis.reportFailure();
      return memory.consume(key);
    }
  };
}

/** The limiter rejects with the state when the limit is passed; here both are an answer. */
async function consumed(consume: Consume, key: string): Promise<RateLimiterRes> {
  try {
    return await consume(key);
  } catch (failure) {
    if (failure instanceof RateLimiterRes) return failure;
    throw failure;
  }
}
