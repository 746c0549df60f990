import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Counters } from './counters.js';

const windowSeconds = 60 * 60;
const longestWaitSeconds = 15 * 60;

/**
 * How long the next try has to wait: nothing below the limit, then 1, 2, 4, ... seconds, at most a quarter of an hour.
 * @param failures within the window, this one included.
 */
export function waitSecondsAfter(failures: number, limit: number): number {
  return failures < limit ? 0 : Math.min(2 ** (failures - limit), longestWaitSeconds);
}

/** Makes guessing slow: counts the failures of a key for an hour, and asks for a growing wait above a limit. */
export class FailureThrottle {
  private readonly failures: RateLimiterAbstract;
  private readonly waits: RateLimiterAbstract;

  /** @param limit failures an hour that cost nothing. */
  constructor(
    counters: Counters,
    name: string,
    private readonly limit: number,
  ) {
    this.failures = counters.counter(`${name}-failures`, windowSeconds);
    this.waits = counters.counter(`${name}-wait`, longestWaitSeconds);
  }

  /** Seconds until the key may try again; 0: now. */
  async remainingWaitSeconds(key: string): Promise<number> {
    const wait = await this.waits.get(key);
    return wait === null ? 0 : Math.ceil(wait.msBeforeNext / 1000);
  }

  async failed(key: string): Promise<void> {
    const { consumedPoints } = await this.failures.penalty(key);
    const seconds = waitSecondsAfter(consumedPoints, this.limit);
    if (seconds > 0) await this.waits.block(key, seconds);
  }

  async succeeded(key: string): Promise<void> {
    await this.failures.delete(key);
  }
}
