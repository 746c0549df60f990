import { createHmac } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrokerConfig, brokerFields, type CommonConfig, commonFields, httpUrl } from '@coincast/shared/config';
import Joi from 'joi';

export const telegramRoot = 'https://api.telegram.org';

export interface TelegramBotConfig extends CommonConfig, BrokerConfig {
  /** The bot's own, from @BotFather. */
  TG_BOT_TOKEN: string;
  TG_API_ROOT: string;
  /** Where Telegram reaches us from outside. Without: we ask Telegram for updates. */
  TG_WEBHOOK_URL?: string;
  /** Shown by Telegram with each update that it brings to the webhook. */
  TG_WEBHOOK_SECRET: string;
  /** Seals everything that the bot remembers; with another key all chats are signed out. */
  BOT_SESSION_KEY: string;
  /** The gateway, whose public API is all that the bot calls. */
  API_BASE: string;
  /** Shared with the gateway, which then counts the bot's calls for each chat; without: for the bot's address. */
  WEB_TOKEN?: string;
  /** From the end of a call of the API to the end of its answer. */
  API_TIMEOUT_MS: number;
  /** The same for a call that sends or fetches a file, which has to be read. */
  API_FILE_TIMEOUT_MS: number;
  /** The cabinet's public address, for buttons that open it. Telegram takes no address of this machine. */
  CABINET_URL?: string;
  /** Keeps what the bot remembers. Without: a directory does. */
  REDIS_URL?: string;
  BOT_DATA_DIR: string;
}

export const telegramBotConfigSchema = Joi.object<TelegramBotConfig>({
  ...commonFields,
  ...brokerFields,
  TG_BOT_TOKEN: Joi.string()
    .pattern(/^\d{1,20}:[\w-]{1,200}$/)
    .required()
    // Joi's own message shows the value.
    .messages({ 'string.pattern.base': '{{#label}} must look like 123456789:letters, as @BotFather gives it' }),
  TG_API_ROOT: httpUrl().default(telegramRoot),
  TG_WEBHOOK_URL: Joi.string().uri({ scheme: 'https' }),
  TG_WEBHOOK_SECRET: Joi.string()
    .pattern(/^[\w-]{16,256}$/)
    .messages({ 'string.pattern.base': '{{#label}} must be 16 to 256 letters, digits, _ or -' })
    .default((config: { TG_BOT_TOKEN?: string }) => webhookSecretFor(config.TG_BOT_TOKEN ?? '')),
  BOT_SESSION_KEY: Joi.string().min(32).required(),
  API_BASE: httpUrl().required(),
  WEB_TOKEN: Joi.string().min(32),
  API_TIMEOUT_MS: Joi.number().integer().min(1).default(10_000),
  API_FILE_TIMEOUT_MS: Joi.number().integer().min(1).default(60_000),
  CABINET_URL: Joi.string().uri({ scheme: 'https' }),
  REDIS_URL: Joi.string().uri({ scheme: ['redis', 'rediss'] }),
  BOT_DATA_DIR: Joi.string().default(join(tmpdir(), 'coincast-telegram-bot')),
});

/** The same in every process of the bot and after every restart, and nothing that tells the token. */
function webhookSecretFor(token: string): string {
  return createHmac('sha256', token).update('telegram-bot webhook').digest('hex');
}
