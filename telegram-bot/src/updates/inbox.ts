import type { Logger } from '@coincast/shared/observability';
import Joi from 'joi';
import { Records } from '../store/records.js';
import type { Store } from '../store/store.js';
import { TelegramUnreachable } from '../telegram/bot-api-errors.js';
import type { ChatQueues } from './chat-queues.js';
import { notedForm } from './noted-update.rules.js';
import { type BotUpdate, readUpdate } from './update.js';

export interface InboxOptions {
  store: Store;
  queues: ChatQueues;
  logger: Logger;
  handle(update: BotUpdate): Promise<void>;
  /** Its chat has sent more than it may: this update and what follows is not handled until the chat's queue is shorter. */
  flooded(update: BotUpdate): Promise<void>;
}

interface Noted {
  /** As it came, without a password. */
  raw: object;
  /** Times that its handling has begun. */
  attempts: number;
}

const notedSchema = Joi.object<Noted>({
  raw: Joi.object().unknown().required(),
  attempts: Joi.number().integer().required(),
}).required();

/** An answer after a day surprises more than none. */
const notedForMs = 24 * 3_600_000;
/** What the process died from, twice, is not tried again. */
const maxAttempts = 2;
/** Telegram brings an update to the webhook again when it has not seen our answer. */
const rememberedIds = 2_000;

/**
 * Takes updates in: what it has taken, Telegram need not bring again. Each is noted until it is handled, so that those
 * that a dying process leaves behind are handled by the next one.
 */
export class Inbox {
  private readonly noted: Records<Noted>;
  private readonly seen = new Set<number>();
  private readonly flooding = new Set<number>();

  constructor(private readonly options: InboxOptions) {
    const { store, logger } = options;
    this.noted = new Records({ store, prefix: 'update:', schema: notedSchema, logger, ttlMs: notedForMs });
  }

  /** Resolves as soon as they are noted; never fails. */
  async receive(raws: readonly unknown[]): Promise<void> {
    const fresh = raws.flatMap((raw) => {
      const update = readUpdate(raw);
      return update && typeof raw === 'object' && raw && this.isNew(update.updateId)
        ? [{ update, raw: notedForm(raw, update) }]
        : [];
    });
    await Promise.all(fresh.map(({ update, raw }) => this.note(update.updateId, { raw, attempts: 1 })));
    for (const { update } of fresh) this.enqueue(update);
  }

  /** Takes up what an earlier process has not finished. */
  async resume(): Promise<void> {
    const ids = (await this.noted.ids()).map(Number).sort((a, b) => a - b);
    for (const id of ids) {
      const noted = await this.noted.get(id);
      const update = noted && readUpdate(noted.raw);
      if (!update || noted.attempts >= maxAttempts) {
        await this.noted.delete(id);
      } else if (this.isNew(id)) {
        await this.note(id, { raw: noted.raw, attempts: noted.attempts + 1 });
        this.enqueue(update);
      }
    }
  }

  private enqueue(update: BotUpdate): void {
    const { queues, handle, flooded, logger } = this.options;
    const { chatId, updateId } = update;
    const taken = queues.add(chatId, async () => {
      this.flooding.delete(chatId);
      try {
        await handle(update);
      } catch (error) {
        // What our own stop has cut off is for the next process.
        if (error instanceof TelegramUnreachable && error.reason === 'stopped') return;
        await this.forget(updateId);
        throw error;
      }
      await this.forget(updateId);
    });
    if (taken !== 'full') return;
    void this.forget(updateId);
    if (this.flooding.has(chatId)) return;
    this.flooding.add(chatId);
    logger.warn({ chatId }, 'a chat sends more than it may');
    flooded(update).catch((error: unknown) => logger.warn({ err: error, chatId }, 'a chat could not be told'));
  }

  private isNew(updateId: number): boolean {
    if (this.seen.has(updateId)) return false;
    this.seen.add(updateId);
    const [oldest] = this.seen;
    if (this.seen.size > rememberedIds && oldest !== undefined) this.seen.delete(oldest);
    return true;
  }

  /** Without the store the update is handled all the same. */
  private note(id: number, noted: Noted): Promise<void> {
    return this.noted.set(id, noted).catch((error: unknown) => {
      this.options.logger.warn({ err: error }, 'an update could not be noted');
    });
  }

  private forget(id: number): Promise<void> {
    return this.noted.delete(id).catch((error: unknown) => {
      this.options.logger.warn({ err: error }, 'an update could not be forgotten');
    });
  }
}
