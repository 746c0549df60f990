import { type Language, languages } from '@coincast/shared/wording';
import Joi from 'joi';
import type { Intent, TelegramFile } from './intent.rules.js';

/** Where a chat is on its way to a forecast. */
export type Step =
  | { name: 'idle' }
  | { name: 'choosing-model' }
  /**
   * Waits for a file or for text, which may come in several messages: `lastPieceId` is the last of them, `promptId` the
   * message that counts them.
   */
  | { name: 'sending-data'; model: string; pieces: string[]; lastPieceId: number | null; promptId: number | null }
  /** Looks at a quote. */
  | { name: 'confirming'; orderId: string };

/** What is remembered of a chat. */
export interface ChatSession {
  /** Chosen here; without: what the person's Telegram is set to. */
  language?: Language;
  account?: { token: string; email: string };
  step: Step;
  /** What to go on with, once signed in or when the service is back. */
  then?: Intent;
}

export const newSession = (): ChatSession => ({ step: { name: 'idle' } });

const messageId = () => Joi.number().integer();

export const telegramFileSchema = Joi.object<TelegramFile>({
  fileId: Joi.string().required(),
  name: Joi.string().required(),
  bytes: Joi.number().integer(),
});

const intent = Joi.alternatives(
  Joi.object({
    kind: Joi.valid('command').required(),
    name: Joi.string().required(),
    argument: text().required(),
    updateId: Joi.number().integer().required(),
  }),
  Joi.object({
    kind: Joi.valid('button').required(),
    data: text().required(),
    messageId: messageId().required(),
    pressId: Joi.string().required(),
  }),
  Joi.object({ kind: Joi.valid('text').required(), text: text().required() }),
  Joi.object({ kind: Joi.valid('file').required(), file: telegramFileSchema.required() }),
  Joi.object({ kind: Joi.valid('other').required() }),
);

const step = Joi.alternatives(
  Joi.object({ name: Joi.valid('idle', 'choosing-model').required() }),
  Joi.object({
    name: Joi.valid('sending-data').required(),
    model: Joi.string().required(),
    pieces: Joi.array().items(text()).required(),
    lastPieceId: messageId().allow(null).required(),
    promptId: messageId().allow(null).required(),
  }),
  Joi.object({ name: Joi.valid('confirming').required(), orderId: Joi.string().hex().required() }),
);

export const sessionSchema = Joi.object<ChatSession>({
  language: Joi.string().valid(...languages),
  account: Joi.object({ token: Joi.string().required(), email: Joi.string().required() }),
  step: step.required(),
  then: intent,
});

function text(): Joi.StringSchema {
  return Joi.string().allow('');
}
