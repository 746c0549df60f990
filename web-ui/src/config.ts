import { type BrokerConfig, brokerFields, type CommonConfig, commonFields, httpUrl } from '@coincast/shared/config';
import Joi from 'joi';

export interface WebUiConfig extends CommonConfig, BrokerConfig {
  /** The gateway, whose public API is all that the cabinet calls. */
  API_BASE: string;
  /** Proxies, the gateway among them, whose `X-Forwarded-*` headers are believed. */
  TRUST_PROXY: string[];
  /** Shared with the gateway, which then counts the cabinet's calls for the visitor's address; without: for ours. */
  WEB_TOKEN?: string;
  /** From the end of a call of the API to the end of its answer. */
  API_TIMEOUT_MS: number;
  /** The same for a call that sends or fetches a file, which has to be read. */
  API_FILE_TIMEOUT_MS: number;
  /** Most pages that are told live of what happens; others ask every few seconds. */
  LIVE_CONNECTIONS: number;
  /** The Telegram bot's name, without the @; without: no link to it. */
  TG_BOT_NAME?: string;
}

export const webUiConfigSchema = Joi.object<WebUiConfig>({
  ...commonFields,
  ...brokerFields,
  API_BASE: httpUrl().required(),
  TRUST_PROXY: Joi.string()
    .custom((text: string) => Joi.attempt(namesIn(text), Joi.array().items(proxy)))
    .default([]),
  WEB_TOKEN: Joi.string().min(32),
  API_TIMEOUT_MS: Joi.number().integer().min(1).default(10_000),
  API_FILE_TIMEOUT_MS: Joi.number().integer().min(1).default(60_000),
  LIVE_CONNECTIONS: Joi.number().integer().min(0).max(100_000).default(2_000),
  TG_BOT_NAME: Joi.string().pattern(/^[A-Za-z]\w{4,31}$/),
});

const proxy = Joi.alternatives(
  Joi.valid('loopback', 'linklocal', 'uniquelocal'),
  Joi.string().ip({ version: ['ipv4', 'ipv6'], cidr: 'optional' }),
);

function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}
