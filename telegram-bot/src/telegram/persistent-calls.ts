import type { Logger } from '@coincast/shared/observability';
import type { Telegram as Methods, Opts } from 'telegraf/types';
import type { BotApi } from './bot-api.js';
import { TelegramRefusal, TelegramUnreachable, type UnreachableReason } from './bot-api-errors.js';
import type { ChatLanes } from './chat-lanes.js';

/** When a call is made again after Telegram did not answer. */
export interface RepeatPolicy {
  repeatAfter: readonly UnreachableReason[];
  /** Before the calls that wait. */
  urgent?: boolean;
}

/** Made twice it does what it does once: edits, deletions, answers to buttons, questions. */
export const harmless: RepeatPolicy = { repeatAfter: ['network', 'server', 'timeout'] };
/**
 * A text: a broken connection or a 502 nearly always means that nothing was sent, and after a timeout too, being left
 * without an answer is worse for a person than reading it twice.
 */
export const textPolicy = harmless;
/** A file takes long; after a timeout it has probably arrived, and the button that sends it is still there. */
export const filePolicy: RepeatPolicy = { repeatAfter: ['network', 'server'] };

export interface PersistentCallsOptions {
  api: BotApi;
  lanes: ChatLanes;
  logger: Logger;
  attempts?: number;
  /** Before the second attempt; doubles with each. */
  backoffMs?: number;
  /** A `retry_after` above this is no wait but a refusal. */
  maxRetryAfterMs?: number;
}

/** Calls that outlast 429, broken connections and 5xx. */
export class PersistentCalls {
  private readonly options: Required<PersistentCallsOptions>;

  constructor(options: PersistentCallsOptions) {
    this.options = { attempts: 5, backoffMs: 500, maxRetryAfterMs: 120_000, ...options };
  }

  /** @throws TelegramRefusal, TelegramUnreachable when all attempts are used up. */
  call<Method extends keyof Methods>(method: Method, payload: Opts<Method>, policy: RepeatPolicy) {
    const { api, lanes } = this.options;
    return this.persist(method, () => api.call(method, payload, { signal: lanes.signal }), policy);
  }

  /** The same for work that is one call. */
  async persist<Result>(method: string, work: () => Promise<Result>, policy: RepeatPolicy): Promise<Result> {
    const { lanes, attempts, logger } = this.options;
    const { signal } = lanes;
    for (let attempt = 1; ; attempt++) {
      try {
        return await lanes.call(work, policy.urgent);
      } catch (error) {
        if (signal.aborted) throw new TelegramUnreachable(method, 'stopped');
        const waitMs = this.waitBeforeRepeat(error, attempt, policy);
        if (waitMs === undefined || attempt >= attempts) throw error;
        logger.info({ method, attempt, waitMs, why: String(error) }, 'a call of Telegram is made again');
        await lanes.pause(waitMs);
      }
    }
  }

  private waitBeforeRepeat(error: unknown, attempt: number, { repeatAfter }: RepeatPolicy): number | undefined {
    const { backoffMs, maxRetryAfterMs } = this.options;
    const again = backoffMs * 2 ** (attempt - 1);
    if (error instanceof TelegramUnreachable) return repeatAfter.includes(error.reason) ? again : undefined;
    if (!(error instanceof TelegramRefusal) || error.status !== 429) return undefined;
    const waitMs = error.retryAfterMs ?? again;
    return waitMs <= maxRetryAfterMs ? waitMs : undefined;
  }
}
