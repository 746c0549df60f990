import type { InlineKeyboardMarkup } from 'telegraf/types';
import { cannotBeEdited, isUnchanged, type Keyboard } from './outcomes.js';
import { filePolicy, harmless, type PersistentCalls, textPolicy } from './persistent-calls.js';

const formatted = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;

/** What the calls that show something in a chat look like; when and in which order they are made is the caller's. */
export class ChatCalls {
  constructor(private readonly calls: PersistentCalls) {}

  async sendText(chat_id: number, text: string, keyboard?: Keyboard): Promise<number> {
    const message = { chat_id, text, ...formatted, reply_markup: markup(keyboard) };
    return (await this.calls.call('sendMessage', message, textPolicy)).message_id;
  }

  /** @returns whether there was something to edit. */
  editText(chat_id: number, message_id: number, text: string, keyboard?: Keyboard): Promise<boolean> {
    const message = { chat_id, message_id, text, ...formatted, reply_markup: markup(keyboard) };
    return wasThere(() => this.calls.call('editMessageText', message, harmless));
  }

  async sendPhoto(chat_id: number, png: Buffer, caption: string, keyboard?: Keyboard): Promise<number> {
    const message = { chat_id, photo: photo(png), caption, ...asHtml, reply_markup: markup(keyboard) };
    return (await this.calls.call('sendPhoto', message, filePolicy)).message_id;
  }

  /** @returns whether there was something to edit. */
  editToPhoto(chat_id: number, message_id: number, png: Buffer, caption: string, keyboard?: Keyboard) {
    const media = { type: 'photo', media: photo(png), caption, ...asHtml } as const;
    const message = { chat_id, message_id, media, reply_markup: markup(keyboard) };
    return wasThere(() => this.calls.call('editMessageMedia', message, harmless));
  }

  async sendDocument(chat_id: number, { name, source, caption }: DocumentBytes, keyboard?: Keyboard): Promise<number> {
    const message = {
      chat_id,
      // The name stands in a header that Telegraf does not escape.
      document: { source, filename: name.replace(/["\\\r\n]/g, '_') },
      ...(caption ? { caption, ...asHtml } : {}),
      reply_markup: markup(keyboard),
    };
    return (await this.calls.call('sendDocument', message, filePolicy)).message_id;
  }
}

interface DocumentBytes {
  name: string;
  source: Buffer;
  caption?: string | undefined;
}

const asHtml = { parse_mode: 'HTML' } as const;

const photo = (source: Buffer) => ({ source, filename: 'forecast.png' });

const markup = (keyboard: Keyboard = []): InlineKeyboardMarkup => ({
  inline_keyboard: keyboard.map((row) => [...row]),
});

async function wasThere(edit: () => Promise<unknown>): Promise<boolean> {
  try {
    await edit();
    return true;
  } catch (error) {
    if (isUnchanged(error)) return true;
    if (cannotBeEdited(error)) return false;
    throw error;
  }
}
