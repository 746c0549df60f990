import type { Readable } from 'node:stream';
import type { Logger } from '@coincast/shared/observability';
import type { BotCommand } from 'telegraf/types';
import type { BotApi } from './bot-api.js';
import { TelegramFileTooLarge } from './bot-api-errors.js';
import { ChatCalls } from './chat-calls.js';
import { ChatLanes, type LaneLimits, type NextTurn } from './chat-lanes.js';
import { type FileDownload, maxDownloadBytes } from './file-download.js';
import type { Html } from './html.js';
import * as outcomes from './outcomes.js';
import { blockedOrThrow, type Keyboard, type Sent, sent } from './outcomes.js';
import { harmless, PersistentCalls } from './persistent-calls.js';
import { bytesOf, type DocumentToSend } from './sent-file.js';
import { splitHtml } from './split-html.rules.js';

/** https://core.telegram.org/bots/api#sendmessage and #sendphoto, #answercallbackquery */
const maxTextLength = 4096;
const maxCaptionLength = 1024;
const maxAnswerLength = 200;

export interface MessengerOptions {
  api: BotApi;
  download: FileDownload;
  logger: Logger;
  limits?: LaneLimits;
  backoffMs?: number;
}

export interface MessageOptions {
  keyboard?: Keyboard;
}

/**
 * Alone calls Telegram's sending methods. What goes to a chat goes in order; 429, broken connections and 5xx are outlasted.
 * Every method may throw `TelegramRefusal` (Telegram's 400s that have no outcome of their own) and `TelegramUnreachable`.
 */
export class Messenger {
  private readonly lanes: ChatLanes;
  private readonly calls: PersistentCalls;
  private readonly chats: ChatCalls;
  private readonly download: FileDownload;

  constructor({ api, download, logger, limits, backoffMs }: MessengerOptions) {
    this.lanes = new ChatLanes(limits);
    this.calls = new PersistentCalls({ api, lanes: this.lanes, logger, ...(backoffMs ? { backoffMs } : {}) });
    this.chats = new ChatCalls(this.calls);
    this.download = download;
  }

  /** Chats with something to send or hardly rested. */
  get activeChats(): number {
    return this.lanes.size;
  }

  /** Sends as many messages as the text needs; the keyboard, and the id that is answered, are the last one's. */
  sendText(chatId: number, text: Html, { keyboard }: MessageOptions = {}): Promise<Sent> {
    return this.toChat(chatId, (nextTurn) => this.sendParts(chatId, textParts(text), nextTurn, keyboard));
  }

  /**
   * Turns a message into this text, or sends it where the message is gone or was a picture: the id that is answered is
   * the one to edit next. Without a keyboard the message loses its own. What does not fit follows in messages below.
   */
  editText(chatId: number, messageId: number, text: Html, { keyboard }: MessageOptions = {}): Promise<Sent> {
    return this.toChat(chatId, async (nextTurn) => {
      const [first = '', ...others] = textParts(text);
      await nextTurn();
      const isThere = await this.chats.editText(chatId, messageId, first, others.length === 0 ? keyboard : undefined);
      if (!isThere) return this.sendParts(chatId, [first, ...others], nextTurn, keyboard);
      if (others.length > 0) await this.sendParts(chatId, others, nextTurn, keyboard);
      return sent(messageId);
    });
  }

  sendPhoto(chatId: number, png: Buffer, caption: Html, { keyboard }: MessageOptions = {}): Promise<Sent> {
    return this.photo(chatId, caption, (first) => this.chats.sendPhoto(chatId, png, first, keyboard));
  }

  /** Turns a message, text or picture, into this picture, or sends it where the message is gone. */
  editToPhoto(chatId: number, messageId: number, png: Buffer, caption: Html, keyboard?: Keyboard): Promise<Sent> {
    return this.photo(chatId, caption, async (first) => {
      const isThere = await this.chats.editToPhoto(chatId, messageId, png, first, keyboard);
      return isThere ? messageId : this.chats.sendPhoto(chatId, png, first, keyboard);
    });
  }

  /** @throws TelegramFileTooLarge above 50 MB. */
  async sendDocument(chatId: number, document: DocumentToSend, { keyboard }: MessageOptions = {}): Promise<Sent> {
    // Read before its turn comes, so that it can be sent again and its source doesn't wait.
    const source = await bytesOf(document.content);
    const caption = document.caption && splitHtml(document.caption.text, maxCaptionLength)[0];
    return this.toChat(chatId, async (nextTurn) => {
      await nextTurn();
      return sent(await this.chats.sendDocument(chatId, { name: document.name, source, caption }, keyboard));
    });
  }

  /** At once, before all that waits. @returns whether the message is gone; false: Telegram does not let us. */
  async deleteMessage(chatId: number, messageId: number): Promise<boolean> {
    try {
      const call = { chat_id: chatId, message_id: messageId };
      await this.calls.call('deleteMessage', call, { ...harmless, urgent: true });
      return true;
    } catch (error) {
      if (outcomes.isDeletedAlready(error)) return true;
      if (outcomes.cannotBeDeleted(error)) return false;
      blockedOrThrow(error);
      return false;
    }
  }

  /** At once, before all that waits: a button turns until it is answered. @returns whether that is seen: not when it has waited too long. */
  async answerButton(queryId: string, text?: string): Promise<boolean> {
    const words = text ? { text: [...text].slice(0, maxAnswerLength).join('') } : {};
    try {
      const call = { callback_query_id: queryId, ...words };
      await this.calls.call('answerCallbackQuery', call, { ...harmless, urgent: true });
      return true;
    } catch (error) {
      if (!outcomes.isTooOldToAnswer(error)) throw error;
      return false;
    }
  }

  /** The menu of commands, by language: `default` for all that are not named. */
  async setCommands(perLanguage: Readonly<Record<string, readonly BotCommand[]>>): Promise<void> {
    for (const [language, commands] of Object.entries(perLanguage)) {
      const forLanguage = language === 'default' ? {} : { language_code: language };
      await this.calls.call('setMyCommands', { commands, ...forLanguage }, harmless);
    }
  }

  /** The menu of commands in one chat, whatever language the person's Telegram has. */
  async setCommandsOf(chatId: number, commands: readonly BotCommand[]): Promise<void> {
    await this.calls.call('setMyCommands', { commands, scope: { type: 'chat', chat_id: chatId } }, harmless);
  }

  /** A file that was sent to us. @throws TelegramFileTooLarge above 20 MB. */
  async downloadFile(fileId: string): Promise<Readable> {
    const file = await this.calls.call('getFile', { file_id: fileId }, harmless).catch((error: unknown) => {
      throw outcomes.isTooBig(error) ? new TelegramFileTooLarge(maxDownloadBytes) : error;
    });
    const open = () => this.download.open(file.file_path ?? '', this.lanes.signal);
    return this.calls.persist('file', open, harmless);
  }

  /** Sends what waits, for at most this long. */
  close(graceMs: number): Promise<void> {
    return this.lanes.close(graceMs);
  }

  private toChat(chatId: number, work: (nextTurn: NextTurn) => Promise<Sent>): Promise<Sent> {
    return this.lanes.inChat(chatId, work).catch(blockedOrThrow);
  }

  /** What of the caption does not fit follows in messages below. */
  private photo(chatId: number, caption: Html, show: (caption: string) => Promise<number>): Promise<Sent> {
    return this.toChat(chatId, async (nextTurn) => {
      const [first = '', ...others] = splitHtml(caption.text, maxCaptionLength);
      await nextTurn();
      const shown = await show(first);
      if (others.length > 0) await this.sendParts(chatId, others, nextTurn);
      return sent(shown);
    });
  }

  private async sendParts(chatId: number, parts: string[], nextTurn: NextTurn, keyboard?: Keyboard): Promise<Sent> {
    let messageId = 0;
    for (const [i, text] of parts.entries()) {
      await nextTurn();
      messageId = await this.chats.sendText(chatId, text, i === parts.length - 1 ? keyboard : undefined);
    }
    return sent(messageId);
  }
}

/** Of a text that shows nothing the text itself: Telegram refuses it, and says why. */
function textParts({ text }: Html): string[] {
  const parts = splitHtml(text, maxTextLength);
  return parts.length > 0 ? parts : [text];
}
