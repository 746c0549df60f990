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
  | { kind: 'command'; name: string; argument: string }
  | { kind: 'button'; data: string; messageId: number; pressId: string }
  | { kind: 'text'; text: string }
  | { kind: 'file'; file: TelegramFile }
  | { kind: 'other' };

/** A command in a group asks for a word, too; whatever else is said there is not for us. */
export function intentOf(update: BotUpdate): Intent | undefined {
  if (update.kind === 'button') {
    return { kind: 'button', data: update.data, messageId: update.messageId, pressId: update.queryId };
  }
  const command = update.text === undefined ? undefined : commandIn(update.text);
  if (update.chatType !== 'private') return command;
  if (command) return command;
  if (update.text !== undefined) return { kind: 'text', text: update.text };
  return update.document ? { kind: 'file', file: fileOf(update.document) } : { kind: 'other' };
}

function fileOf({ fileId, name, bytes }: SentFile): TelegramFile {
  return { fileId, name: name ?? 'file', ...(bytes === undefined ? {} : { bytes }) };
}

/** `/topup 100`, `/topup@our_bot 100`. */
function commandIn(text: string): Intent | undefined {
  const [, name, argument] = /^\/([a-z]{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text) ?? [];
  if (name === undefined) return undefined;
  return { kind: 'command', name: name.toLowerCase(), argument: argument?.trim() ?? '' };
}
