import { randomUUID } from 'node:crypto';
import type { Caller, GatewayClient, Session } from '@coincast/shared/gateway-client';
import type { Logger } from '@coincast/shared/observability';
import { type Formats, formatsFor, type Language } from '@coincast/shared/wording';
import { type Texts, textsFor } from '../i18n/texts.js';
import type { Orders } from '../orders/orders.js';
import type { Records } from '../store/records.js';
import { chatAddress } from '../telegram/chat-address.rules.js';
import { type Html, html } from '../telegram/html.js';
import type { Messenger } from '../telegram/messenger.js';
import type { BotUpdate } from '../updates/update.js';
import type { Intent } from './intent.rules.js';
import type { Keyboard } from './keyboard.js';
import type { ChatSession } from './session.js';

/** What conversations are made of. */
export interface BotParts {
  messenger: Messenger;
  api: GatewayClient;
  sessions: Records<ChatSession>;
  orders: Orders;
  logger: Logger;
  /** Where people reach the cabinet, when that is known. */
  cabinetUrl: string | undefined;
}

/** What was asked for needs an account, and the chat has none, or none any more. */
export class SignInNeeded extends Error {
  constructor() {
    super('this chat is not signed in');
    this.name = 'SignInNeeded';
  }
}

/** For whom the API is called: it counts each chat for itself. */
export function callerOf(chatId: number): Caller {
  return { requestId: randomUUID(), address: chatAddress(chatId) };
}

/** Languages of Telegram whose readers are spoken to in Russian. */
export const russianReaders = ['ru', 'be', 'kk', 'uk'];

/** The chosen language, or else that of the person's Telegram. */
export function languageOf(session: ChatSession, languageCode: string | undefined): Language {
  const [code = ''] = (languageCode ?? '').toLowerCase().split('-');
  return session.language ?? (russianReaders.includes(code) ? 'ru' : 'en');
}

/** One update of a chat while it is worked on. */
export class Turn {
  readonly caller: Caller;
  private isAnswered = false;

  constructor(
    readonly parts: BotParts,
    readonly update: BotUpdate,
    readonly intent: Intent,
    public session: ChatSession,
  ) {
    this.caller = callerOf(update.chatId);
  }

  get chatId(): number {
    return this.update.chatId;
  }

  get language(): Language {
    return languageOf(this.session, this.update.languageCode);
  }

  get texts(): Texts {
    return textsFor(this.language);
  }

  get formats(): Formats {
    return formatsFor(this.language);
  }

  get api(): GatewayClient {
    return this.parts.api;
  }

  /** @throws SignInNeeded */
  get apiSession(): Session {
    if (!this.session.account) throw new SignInNeeded();
    return { ...this.caller, token: this.session.account.token };
  }

  /** @throws SignInNeeded */
  requireAccount(): void {
    if (!this.session.account) throw new SignInNeeded();
  }

  /** The message that was sent to us, itself no answer of ours. */
  get sentMessageId(): number | undefined {
    return this.update.kind === 'message' ? this.update.messageId : undefined;
  }

  /** The message whose button was pressed. */
  get pressedMessageId(): number | undefined {
    return this.intent.kind === 'button' ? this.intent.messageId : undefined;
  }

  async remember(session: ChatSession): Promise<void> {
    this.session = session;
    await this.parts.sessions.set(this.chatId, session);
  }

  /** Sends a message. @returns its id, undefined when the person has blocked us. */
  async say(text: Html, keyboard?: Keyboard): Promise<number | undefined> {
    const sent = await this.parts.messenger.sendText(this.chatId, text, keyboard ? { keyboard } : {});
    return sent.outcome === 'sent' ? sent.messageId : undefined;
  }

  /** Turns the message whose button was pressed into this; what was asked for by text is answered by a new one. */
  async show(text: Html, keyboard?: Keyboard): Promise<number | undefined> {
    const messageId = this.pressedMessageId;
    if (messageId === undefined) return this.say(text, keyboard);
    const options = keyboard ? { keyboard } : {};
    const sent = await this.parts.messenger.editText(this.chatId, messageId, text, options);
    return sent.outcome === 'sent' ? sent.messageId : undefined;
  }

  /** Ends the turning of the button that was pressed, once. Words that come too late to be seen above the chat are said in it. */
  async answer(text?: string): Promise<void> {
    if (this.intent.kind !== 'button' || this.isAnswered) return;
    this.isAnswered = true;
    const isSeen = await this.parts.messenger.answerButton(this.intent.pressId, text);
    if (!isSeen && text !== undefined) await this.say(html`${text}`);
  }
}
