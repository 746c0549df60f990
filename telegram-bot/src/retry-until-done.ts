import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '@coincast/shared/observability';

const firstPauseMs = 500;
const longestPauseMs = 30_000;

export interface RetryOptions {
  /** Shown in the log when it fails. */
  name: string;
  signal: AbortSignal;
  logger: Logger;
}

/** Does the work again, later and later, until it succeeds or is called off; never rejects. */
export async function retryUntilDone(work: () => Promise<void>, { name, signal, logger }: RetryOptions): Promise<void> {
  for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(longestPauseMs, 2 * pauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (!signal.aborted) logger.warn({ err: error, pauseMs }, `${name} failed and is tried again`);
      await wait(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
