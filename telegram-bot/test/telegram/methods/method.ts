import { badRequest, blockedByUser } from '../api-error.js';
import type { Chat } from '../chat.js';
import type { ChatMessage } from '../message.js';
import type { Parameters } from '../parameters.js';
import type { Platform } from '../platform.js';

export interface Call {
  platform: Platform;
  parameters: Parameters;
  /** Fires when the client has gone without waiting for the answer. */
  gone: AbortSignal;
}

/** Carries out a call and returns its `result`. Throws ApiError. */
export type Method = (call: Call) => unknown;

/** The chat of a call. A bot can't find people who have never written to it. */
export function chatOf({ platform, parameters }: Call): Chat {
  const written = parameters.string('chat_id');
  if (!written) throw badRequest('chat_id is empty');
  const chat = platform.chats.get(parameters.integer('chat_id') ?? Number.NaN);
  if (!chat?.started) throw badRequest('chat not found');
  return chat;
}

/** The same, for what a person who has blocked the bot doesn't get. */
export function openChatOf(call: Call): Chat {
  const chat = chatOf(call);
  if (chat.blocked) throw blockedByUser();
  return chat;
}

/** The bot's message that a call wants to edit. */
export function editedMessageOf({ parameters }: Call, chat: Chat): ChatMessage {
  const messageId = parameters.integer('message_id');
  if (messageId === undefined) throw badRequest('message identifier is not specified');
  const message = chat.find(messageId);
  if (!message) throw badRequest('message to edit not found');
  if (message.from !== 'bot' || message.hasReplyKeyboard) throw badRequest("message can't be edited");
  return message;
}
