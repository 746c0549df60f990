import { hasPassword, intentOf } from '../conversation/intent.rules.js';
import type { BotUpdate } from './update.js';

/**
 * What is noted of an update until it is handled: all of it but a password. Taken up after a restart, such a message is still
 * deleted, and its sender asked to sign in once more.
 */
export function notedForm(raw: object, update: BotUpdate): object {
  const intent = intentOf(update);
  if (intent?.kind !== 'command' || !hasPassword(intent)) return raw;
  const { updateId, messageId, chatId, chatType, userId, languageCode } = update;
  return {
    update_id: updateId,
    message: {
      message_id: messageId,
      chat: { id: chatId, type: chatType },
      from: { id: userId, ...(languageCode === undefined ? {} : { language_code: languageCode }) },
      text: `/${intent.name} …`,
    },
  };
}
