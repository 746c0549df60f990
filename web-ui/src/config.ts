import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  /** The Telegram bot's name, without the @; without: the account page says nothing of it. */
  TG_BOT_NAME?: string;
  /** Largest file that a form may send. */
  MAX_UPLOAD_BYTES: number;
  /** Where files arrive, and where they wait for their purchase unless a Redis keeps them. */
  DRAFT_DIR: string;
  /** What all that wait may take. */
  MAX_DRAFT_BYTES: number;
  /** Keeps the files for several cabinets. Without: each keeps its own on disk. */
  REDIS_URL?: string;
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
  MAX_UPLOAD_BYTES: Joi.number().integer().min(1).default(52_428_800),
  DRAFT_DIR: Joi.string().default(join(tmpdir(), 'coincast-drafts')),
  MAX_DRAFT_BYTES: Joi.number()
    .integer()
    .min(1)
    .default(2 * 1024 ** 3),
  REDIS_URL: Joi.string().uri({ scheme: ['redis', 'rediss'] }),
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
