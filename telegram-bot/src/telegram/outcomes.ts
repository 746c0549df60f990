import type { InlineKeyboardButton } from 'telegraf/types';
import { TelegramRefusal } from './bot-api-errors.js';

/** Rows of buttons. */
export type Keyboard = readonly (readonly InlineKeyboardButton[])[];

/** `blocked`: the user has blocked the bot or is gone, or the bot was thrown out of the group; no error. */
export type Sent = { outcome: 'sent'; messageId: number } | { outcome: 'blocked' };

export const blocked = { outcome: 'blocked' } as const;
export const sent = (messageId: number): Sent => ({ outcome: 'sent', messageId });

/** The outcome of a refusal that is none. @throws what it was given otherwise. */
export function blockedOrThrow(error: unknown): typeof blocked {
  if (error instanceof TelegramRefusal && error.status === 403) return blocked;
  throw error;
}

const isBadRequest = (error: unknown, words: RegExp) =>
  error instanceof TelegramRefusal && error.status === 400 && words.test(error.description);

/** It looks like this already. */
export const isUnchanged = (error: unknown) => isBadRequest(error, /message is not modified/i);

/** There is no such message any more, or none that can be changed like this: a photo has no text to edit. */
export const cannotBeEdited = (error: unknown) =>
  isBadRequest(error, /message to edit not found|message can't be edited|MESSAGE_ID_INVALID|no text in the message/i);

export const isDeletedAlready = (error: unknown) =>
  isBadRequest(error, /message to delete not found|MESSAGE_ID_INVALID/i);

/** Too old, or somebody else's message in a group. */
export const cannotBeDeleted = (error: unknown) => isBadRequest(error, /message can't be deleted/i);

/** Buttons are to be answered within minutes. */
export const isTooOldToAnswer = (error: unknown) => isBadRequest(error, /query is too old|query ID is invalid/i);

export const isTooBig = (error: unknown) => isBadRequest(error, /file is too big/i);
