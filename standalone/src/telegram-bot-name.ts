import type { Logger } from '@coincast/shared/observability';
import { telegramRoot } from '@coincast/telegram-bot/config';
import { BotApi } from '@coincast/telegram-bot/telegram/bot-api';
import type { Environment } from './environment.js';

/** The start does not wait longer for a link. */
const limitMs = 3_000;

/** The name that the cabinet links to, without the @: as set, else as Telegram says it; undefined without a bot. */
export async function telegramBotName(env: Environment, logger: Logger): Promise<string | undefined> {
  const { TG_BOT_NAME: name, TG_BOT_TOKEN: token, TG_API_ROOT: root } = env;
  if (name || !token) return name || undefined;
  const api = new BotApi({ token, root: (root || telegramRoot).replace(/\/+$/, ''), timeoutMs: limitMs });
  try {
    return (await api.call('getMe', {})).username;
  } catch (error) {
    logger.warn(
      { err: error },
      'Telegram does not say the name of the bot: the cabinet has no link to it until the next start',
    );
    return undefined;
  } finally {
    api.close();
  }
}

/** What the start says of the bot. */
export function telegramBotLine(env: Environment, name: string | undefined): Record<string, string> {
  const state = name ? `https://t.me/${name}` : 'on, and not yet connected to Telegram';
  return { 'Telegram bot': env['TG_BOT_TOKEN'] ? state : 'off: TG_BOT_TOKEN is not set' };
}
