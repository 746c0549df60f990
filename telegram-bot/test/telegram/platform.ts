import { CallbackQueries } from './callback-queries.js';
import type { Chat } from './chat.js';
import { Commands } from './commands.js';
import { Files } from './files.js';
import { type BotProfile, ChatMessage, chatOnWire, messageOnWire } from './message.js';
import type { JsonObject } from './types.js';
import { Updates } from './updates.js';

/** What Telegram knows of one bot: its chats, its files, what it was not told yet. */
export class Platform {
  readonly chats = new Map<number, Chat>();
  readonly files = new Files();
  readonly callbackQueries = new CallbackQueries();
  readonly commands = new Commands();
  readonly updates = new Updates();
  /** Name and descriptions, each for a language: `description/ru`. */
  readonly texts = new Map<string, string>();
  /** Before webhooks, by the origin that Telegram knows: where they pass calls on to. */
  readonly proxies = new Map<string, string>();
  /** How far the clock was turned forward. */
  aheadMs = 0;
  private nextMessageId = 1;

  constructor(
    readonly bot: BotProfile,
    readonly patienceMs: number,
    readonly webhookRetryMs: number,
  ) {}

  now(): number {
    return Date.now() + this.aheadMs;
  }

  /** Unix seconds. */
  date(): number {
    return Math.floor(this.now() / 1000);
  }

  /** A message with an id of its own; like Telegram's, these go on over all private chats. */
  newMessage(from: 'bot' | 'person'): ChatMessage {
    return new ChatMessage(this.nextMessageId++, from, this.date());
  }

  onWire(message: ChatMessage, chat: Chat): JsonObject {
    return messageOnWire(message, chat.person, this.bot);
  }

  /** Where what is posted to the address arrives. */
  behindProxy(address: string): string {
    const { origin, pathname, search } = new URL(address);
    return (this.proxies.get(origin) ?? origin) + pathname + search;
  }

  /** The message of a button that was pressed: little is told of one that is gone. */
  accessible(message: ChatMessage, chat: Chat): JsonObject {
    if (!message.deleted) return this.onWire(message, chat);
    return { chat: chatOnWire(chat.person), message_id: message.id, date: 0 };
  }
}
