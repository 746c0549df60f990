import { createHash } from 'node:crypto';
import { type Language, languages } from '@coincast/shared/wording';
import Joi from 'joi';
import type { TelegramFile } from '../conversation/intent.rules.js';
import { telegramFileSchema } from '../conversation/session.js';

/** Where the rows of an order are fetched from whenever they are needed: nothing of them is kept but text. */
export type Source =
  | { kind: 'telegram'; file: TelegramFile }
  | { kind: 'text'; text: string }
  /** The valid rows of a job. */
  | { kind: 'job'; jobId: number };

/**
 * How far an order is. From `confirmed` on it is taken up again after every restart until it is `delivered`; `messageId` is
 * the message that becomes the result.
 */
export type Progress =
  | { state: 'quoted' }
  /** By another quote of the same data. */
  | { state: 'replaced' }
  /** `isTold`: that the service is away and the order waits. */
  | { state: 'confirmed'; messageId: number; isTold?: true }
  | { state: 'bought'; messageId: number; jobId: number }
  | { state: 'delivered'; jobId: number }
  | { state: 'cancelled' };

/** A forecast that was quoted in a chat. */
export interface Order {
  chatId: number;
  /** The e-mail of who pays: nobody else who signs in to the chat does. */
  account: string;
  language: Language;
  model: string;
  /** Points; null: as many as there are valid rows. */
  horizon: number | null;
  source: Source;
  /** Of the quote. */
  costCredits: number;
  validRows: number;
  progress: Progress;
}

/** The same for an update that comes once more after a restart: its quote is shown twice, but bought once. */
export function orderIdFor({ chatId, updateId }: { chatId: number; updateId: number }): string {
  return createHash('sha256').update(`${chatId}:${updateId}`).digest('hex').slice(0, 24);
}

/** One job for an order, however often it is confirmed. */
export const purchaseKey = (orderId: string) => `telegram-${orderId}`;

const id = () => Joi.number().integer();
const messageId = id().required();

export const orderSchema = Joi.object<Order>({
  chatId: id().required(),
  account: Joi.string().required(),
  language: Joi.string()
    .valid(...languages)
    .required(),
  model: Joi.string().required(),
  horizon: id().min(1).allow(null).required(),
  source: Joi.alternatives(
    Joi.object({ kind: Joi.valid('telegram').required(), file: telegramFileSchema.required() }),
    Joi.object({ kind: Joi.valid('text').required(), text: Joi.string().required() }),
    Joi.object({ kind: Joi.valid('job').required(), jobId: id().required() }),
  ).required(),
  costCredits: id().min(0).required(),
  validRows: id().min(0).required(),
  progress: Joi.alternatives(
    Joi.object({ state: Joi.valid('quoted', 'replaced', 'cancelled').required() }),
    Joi.object({ state: Joi.valid('confirmed').required(), messageId, isTold: Joi.valid(true) }),
    Joi.object({ state: Joi.valid('bought').required(), messageId, jobId: id().required() }),
    Joi.object({ state: Joi.valid('delivered').required(), jobId: id().required() }),
  ).required(),
});
