import type { Message, Update } from 'telegraf/types';

/** A file that lies with Telegram; it can be fetched again and again. */
export interface TelegramFile {
  fileId: string;
  name: string;
  /** Undefined where Telegram does not say. */
  bytes?: number;
}

/** What somebody wants. Plain data: it can be remembered and taken up again. */
export type Intent =
  | { kind: 'command'; name: string; argument: string }
  | { kind: 'button'; data: string; messageId: number; pressId: string }
  | { kind: 'text'; text: string }
  | { kind: 'file'; file: TelegramFile }
  | { kind: 'other' };

/** An update of a private chat. */
export interface Incoming {
  chatId: number;
  /** What the person's Telegram is set to (IETF tag). */
  languageCode: string | undefined;
  /** The message that was sent; undefined when a button was pressed. */
  messageId: number | undefined;
  intent: Intent;
}

/** Undefined for what is not addressed to us: groups, channels, edits, kinds that we do not know. */
export function incomingOf(update: Update): Incoming | undefined {
  if ('callback_query' in update) {
    const { id, message, from } = update.callback_query;
    const data = 'data' in update.callback_query ? update.callback_query.data : '';
    if (message?.chat.type !== 'private') return undefined;
    const { message_id: messageId } = message;
    const intent: Intent = { kind: 'button', data, messageId, pressId: id };
    return { chatId: message.chat.id, languageCode: from.language_code, messageId: undefined, intent };
  }
  if (!('message' in update) || update.message.chat.type !== 'private') return undefined;
  const { message } = update;
  return {
    chatId: message.chat.id,
    languageCode: message.from.language_code,
    messageId: message.message_id,
    intent: intentOf(message),
  };
}

function intentOf(message: Message): Intent {
  if ('text' in message) return commandIn(message.text) ?? { kind: 'text', text: message.text };
  if ('document' in message) {
    const { file_id: fileId, file_name: name = 'file', file_size: bytes } = message.document;
    return { kind: 'file', file: { fileId, name, ...(bytes === undefined ? {} : { bytes }) } };
  }
  return { kind: 'other' };
}

/** `/topup 100`, `/topup@our_bot 100`. */
function commandIn(text: string): Intent | undefined {
  const [, name, argument] = /^\/([a-z]{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text) ?? [];
  if (name === undefined) return undefined;
  return { kind: 'command', name: name.toLowerCase(), argument: argument?.trim() ?? '' };
}
