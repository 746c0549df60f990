import type { Logger } from '@coincast/shared/observability';
import { Pause } from '@coincast/shared/scheduling';
import Joi from 'joi';
import { Records } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { BotApi } from '../telegram/bot-api.js';
import { TelegramRefusal, TelegramUnreachable } from '../telegram/bot-api-errors.js';
import { allowedUpdates } from './update.js';
import type { UpdateSource } from './update-source.js';

export interface PollingOptions {
  api: BotApi;
  store: Store;
  /** The bot's own id: the first part of its token. */
  botId: string;
  logger: Logger;
  /** Takes updates in, and never fails. */
  receive(updates: readonly unknown[]): Promise<void>;
  /** How long Telegram may keep a question open. */
  pollSeconds?: number;
  backoffMs?: number;
}

/** After a week of silence Telegram may go on with smaller ids, and an old offset would swallow what comes then. */
const offsetGoodForMs = 6 * 24 * 3_600_000;
/** Beyond the time that the question may stay open. */
const answerGraceMs = 10_000;
const maxBackoffMs = 30_000;
/** For a token that is nobody's: someone has to change it. */
const hopelessMs = 60_000;

const offsetSchema = Joi.number().integer().required();

/**
 * Asks Telegram for updates, again and again. Our own loop over Telegraf's call: Telegraf's ends for good on a 409, as
 * any restart that overlaps brings, sleeps through `stop`, asks anew only when all handlers are done, and keeps its
 * offset neither over a restart nor from growing too old.
 */
export class Polling implements UpdateSource {
  private readonly stopping = new AbortController();
  private readonly pause = new Pause();
  private readonly offsets: Records<number>;
  private offset: { next: number; sinceMs: number } | undefined;
  private failures = 0;
  private loop: Promise<void> | undefined;

  constructor(private readonly options: PollingOptions) {
    const { store, logger } = options;
    this.offsets = new Records({ store, prefix: 'next-update:', schema: offsetSchema, logger, ttlMs: offsetGoodForMs });
  }

  start(): void {
    this.loop ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.pause.end();
    await this.loop;
  }

  private async run(): Promise<void> {
    await this.restoreOffset();
    let isAlone = false;
    while (!this.stopping.signal.aborted) {
      try {
        // Telegram answers 409 as long as it has a webhook to call.
        if (!isAlone) await this.options.api.call('deleteWebhook', {}, { signal: this.stopping.signal });
        isAlone = true;
        await this.poll();
        this.failures = 0;
      } catch (error) {
        if (this.stopping.signal.aborted) break;
        isAlone &&= !(error instanceof TelegramRefusal && error.status === 409);
        await this.waitAfter(error);
      }
    }
  }

  private async poll(): Promise<void> {
    const { api, receive, pollSeconds = 30 } = this.options;
    const next = this.offset && Date.now() - this.offset.sinceMs < offsetGoodForMs ? this.offset.next : undefined;
    const updates = await api.call(
      'getUpdates',
      { timeout: pollSeconds, allowed_updates: allowedUpdates, ...(next === undefined ? {} : { offset: next }) },
      { signal: this.stopping.signal, timeoutMs: pollSeconds * 1000 + answerGraceMs },
    );
    const last = updates.at(-1);
    if (!last) return;
    await receive(updates);
    this.offset = { next: last.update_id + 1, sinceMs: Date.now() };
    await this.offsets.set(this.options.botId, this.offset.next).catch((error: unknown) => {
      this.options.logger.warn({ err: error }, 'where we are in the updates could not be remembered');
    });
  }

  private async restoreOffset(): Promise<void> {
    try {
      const next = await this.offsets.get(this.options.botId);
      if (next !== undefined) this.offset = { next, sinceMs: Date.now() };
    } catch (error) {
      this.options.logger.warn({ err: error }, 'where we were in the updates is not known');
    }
  }

  private async waitAfter(error: unknown): Promise<void> {
    const { logger, backoffMs = 200 } = this.options;
    const waitMs = pollAgainAfterMs(error, this.failures, backoffMs);
    this.failures += 1;
    logger.warn({ err: error, waitMs }, 'Telegram gives no updates');
    await this.pause.for(waitMs);
  }
}

function pollAgainAfterMs(error: unknown, failures: number, backoffMs: number): number {
  const backoff = Math.min(maxBackoffMs, backoffMs * 2 ** Math.min(failures, 20));
  if (error instanceof TelegramUnreachable) return backoff;
  if (!(error instanceof TelegramRefusal)) return backoff;
  if (error.status === 401 || error.status === 404) return hopelessMs;
  return error.retryAfterMs ?? backoff;
}
