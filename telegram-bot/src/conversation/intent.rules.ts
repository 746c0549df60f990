import type { BotUpdate, SentFile } from '../updates/update.js';

/** A file that lies with Telegram; it can be fetched again and again. */
export interface TelegramFile {
  fileId: string;
  name: string;
  /** Undefined where Telegram does not say. */
  bytes?: number;
}

/** What somebody wants. Plain data: it can be remembered and taken up again. */
export type Intent =
  /** `updateId`: that it came with, however much later it is done. */
  | { kind: 'command'; name: string; argument: string; updateId: number }
  | { kind: 'button'; data: string; messageId: number; pressId: string }
  | { kind: 'text'; text: string }
  | { kind: 'file'; file: TelegramFile }
  | { kind: 'other' };

/** A command in a group asks for a word, too; whatever else is said there is not for us. */
export function intentOf(update: BotUpdate): Intent | undefined {
  if (update.kind === 'button') {
    return { kind: 'button', data: update.data, messageId: update.messageId, pressId: update.queryId };
  }
  const command = update.text === undefined ? undefined : commandIn(update.text, update.updateId);
  if (update.chatType !== 'private') return command;
  if (command) return command;
  if (update.text !== undefined) return { kind: 'text', text: update.text };
  return update.document ? { kind: 'file', file: fileOf(update.document) } : { kind: 'other' };
}

/** Whether there is a password in it, or what was meant to be one. */
export function hasPassword(intent: Intent): boolean {
  return intent.kind === 'command' && ['login', 'register'].includes(intent.name) && intent.argument !== '';
}

function fileOf({ fileId, name, bytes }: SentFile): TelegramFile {
  return { fileId, name: name ?? 'file', ...(bytes === undefined ? {} : { bytes }) };
}

/** `/topup 100`, `/topup@our_bot 100`. */
function commandIn(text: string, updateId: number): Intent | undefined {
  const [, name, argument] = /^\/([a-z0-9_]{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text) ?? [];
  if (name === undefined) return undefined;
  return { kind: 'command', name: name.toLowerCase(), argument: argument?.trim() ?? '', updateId };
}
