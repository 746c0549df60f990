import type { Logger } from '@coincast/shared/observability';
import Joi from 'joi';
import type { Environment } from './environment.js';

/** The start does not wait longer for a link. */
const limitMs = 3_000;

const answerSchema = Joi.object<{ result: { username: string } }>({
  result: Joi.object({ username: Joi.string().required() }).unknown().required(),
}).unknown();

/** The name that the cabinet links to, without the @: as set, else as Telegram says it; undefined without a bot. */
export async function telegramBotName(env: Environment, logger: Logger): Promise<string | undefined> {
  const { TG_BOT_NAME: name, TG_BOT_TOKEN: token, TG_API_ROOT: root } = env;
  if (name || !token) return name || undefined;
  try {
    const url = `${(root || 'https://api.telegram.org').replace(/\/+$/, '')}/bot${token}/getMe`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(limitMs) });
    const { result }: { result: { username: string } } = Joi.attempt(await answer.json(), answerSchema);
    return result.username;
  } catch {
    // Without the error: its words may contain the address, and that the token.
    logger.warn('Telegram does not say the name of the bot: the cabinet has no link to it until the next start');
    return undefined;
  }
}

/** What the start says of the bot. */
export function telegramBotLine(env: Environment, name: string | undefined): Record<string, string> {
  const state = name ? `https://t.me/${name}` : 'on, and not yet connected to Telegram';
  return { 'Telegram bot': env['TG_BOT_TOKEN'] ? state : 'off: TG_BOT_TOKEN is not set' };
}
