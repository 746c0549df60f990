import type { Request } from 'express';
import { hasBody } from '../answers/answer-problem.js';
import { abandoned, routeOf } from '../exchange.js';
import { HeldBody } from './held-body.js';

const firstWaitMs = 50;
const longestWaitMs = 1_000;
/** A request that ends the service which takes it shall not end all of them. */
const mostTimesSent = 3;

const notReachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Whether there was nobody to send anything to. */
export const isUnreachable = (code: string): boolean => notReachable.has(code);

const isBrokenOff = (code: string): boolean => code === 'ECONNRESET' || code === 'EPIPE';

/** Whether doing it twice does no more than doing it once. */
export function isRepeatable(request: Request): boolean {
  const { method, headers } = request;
  if (method === 'GET' || method === 'HEAD') return true;
  return headers['idempotency-key'] !== undefined && routeOf(request).keepsIdempotencyKeys === true;
}

/** The attempts to get one request answered, for as long as its service may need to be restarted. */
export class Attempts {
  private readonly body: HeldBody | undefined;
  private failures = 0;
  private timesSent = 0;
  private deadlineMs = 0;

  /** @param forMs from the first failure on; 0: no second attempt. */
  constructor(
    private readonly request: Request,
    private readonly forMs: number,
  ) {
    if (forMs > 0 && hasBody(request)) this.body = new HeldBody(request, isRepeatable(request));
  }

  /**
   * Has the request sent again a little later, unless that might do its work twice, its body is gone, or it has been tried
   * long enough. Whoever abandons it ends that, too.
   * @param code of the error that the last attempt ended with, before any answer.
   * @returns whether there will be another attempt.
   */
  again(code: string, send: () => void): boolean {
    if (!this.mayTryAgain(code)) return false;
    this.failures += 1;
    const waitMs = Math.min(firstWaitMs * 2 ** (this.failures - 1), longestWaitMs);
    const timer = setTimeout(
      () => {
        this.request.off(abandoned, stop);
        send();
      },
      waitMs * (0.5 + 0.5 * Math.random()),
    );
    const stop = () => clearTimeout(timer);
    // Each attempt leaves its listeners on the request.
    this.request.setMaxListeners(this.request.getMaxListeners() + 2);
    this.request.once(abandoned, stop);
    return true;
  }

  private mayTryAgain(code: string): boolean {
    if (this.forMs === 0) return false;
    if (isBrokenOff(code)) {
      this.timesSent += 1;
      if (!isRepeatable(this.request) || this.timesSent >= mostTimesSent) return false;
    } else if (!isUnreachable(code)) return false;
    if (this.body && !this.body.canBeSentAgain) return false;
    if (this.failures === 0) this.deadlineMs = Date.now() + this.forMs;
    return Date.now() < this.deadlineMs;
  }
}
