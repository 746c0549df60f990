import { createHmac } from 'node:crypto';
import type { Schema, SchemaUrls } from '@coincast/shared/database';
import { freePort } from './ports.js';

export const serviceNames = [
  'auth-service',
  'billing-service',
  'prediction-service',
  'inference-worker',
  'web-ui',
  'telegram-bot',
  'gateway',
] as const;
export type ServiceName = (typeof serviceNames)[number];

export type Environment = Record<string, string | undefined>;

export interface SystemAddresses {
  /** Ports on loopback of the services; the gateway's is the public one. */
  ports: Record<ServiceName, number>;
  /** Where the gateway listens. */
  host: string;
  database: Record<Schema, SchemaUrls>;
  internalToken: string;
  /** Where uploads wait while they are read, unless the environment names another place. Absent: the service's default. */
  uploadDir?: string;
  /** The same for files that wait in the cabinet for their purchase. */
  draftDir?: string;
  /** Seals what the Telegram bot remembers, unless the environment brings a key. */
  botSessionKey?: string;
  /** Where the bot remembers it when there is no Redis. Absent: the service's default. */
  botDataDir?: string;
  /** As Telegram knows the bot; a setting wins. */
  botName?: string | undefined;
  /** Absent: the in-process broker. */
  rabbitUrl?: string;
  /** Absent: counters in memory. */
  redisUrl?: string;
  /** Where Prometheus reads the gateway's metrics; absent: nowhere. */
  gatewayMetricsPort?: number | undefined;
}

/** Variables of the launch itself. A service gets its own address and role instead, and never the superuser's password. */
const notForServices = [
  'DATA_DIR',
  'PORT',
  'HOST',
  'POSTGRES_URL',
  'POSTGRES_USER',
  'POSTGRES_PASSWORD',
  'POSTGRES_DB',
  'RABBIT_URL',
  'RABBITMQ_DEFAULT_USER',
  'RABBITMQ_DEFAULT_PASS',
  'REDIS_URL',
  'INFERENCE_WORKERS',
  'METRICS_PORT',
  'TG_WEBHOOK_PORT',
  'API_BASE',
  'WEB_URL',
  'WEB_TOKEN',
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
];

/** Secrets that are the Telegram bot's alone. */
const forBot = ['TG_BOT_TOKEN', 'TG_WEBHOOK_SECRET', 'BOT_SESSION_KEY'];

/**
 * The environment of each service, in one process or apart: the same variables, all of them.
 * @param given the launcher's own environment; what is not its alone (`COST_PER_ROW`, `LOG_LEVEL`, `PATH`) is passed on.
 */
export function serviceEnvironments(system: SystemAddresses, given: Environment): Record<ServiceName, Environment> {
  const { ports, database, internalToken, uploadDir, draftDir, rabbitUrl, redisUrl } = system;
  const { botSessionKey, botDataDir, botName, gatewayMetricsPort } = system;
  const variables = Object.entries(given);
  const passedOn = Object.fromEntries(
    variables.filter(([name]) => !notForServices.includes(name) && !forBot.includes(name)),
  );
  const botSecrets = Object.fromEntries(variables.filter(([name, value]) => forBot.includes(name) && value));
  const urlOf = (service: ServiceName) => `http://127.0.0.1:${ports[service]}`;

  const listens = (service: ServiceName) => ({ ...passedOn, HOST: '127.0.0.1', PORT: String(ports[service]) });
  const broker = rabbitUrl ? { BROKER: 'rabbitmq', RABBIT_URL: rabbitUrl } : { BROKER: 'in-process' };
  const redis = redisUrl ? { REDIS_URL: redisUrl } : {};
  const token = { INTERNAL_TOKEN: internalToken };
  // Good between the faces and the gateway only: they have no business on the services' internal routes.
  const face = { WEB_TOKEN: createHmac('sha256', internalToken).update('web-ui').digest('hex') };
  const api = { API_BASE: `http://${reachable(system.host)}:${ports.gateway}` };
  const keys = { JWKS_URL: `${urlOf('auth-service')}/.well-known/jwks.json` };

  return {
    'auth-service': {
      ...listens('auth-service'),
      ...broker,
      ...redis,
      ...token,
      ...keys,
      DATABASE_URL: database.auth.serviceUrl,
    },
    'billing-service': {
      ...listens('billing-service'),
      ...broker,
      ...token,
      ...keys,
      DATABASE_URL: database.billing.serviceUrl,
    },
    'prediction-service': {
      ...listens('prediction-service'),
      ...broker,
      ...token,
      ...keys,
      ...(uploadDir && !given['UPLOAD_DIR'] ? { UPLOAD_DIR: uploadDir } : {}),
      DATABASE_URL: database.prediction.serviceUrl,
      BILLING_URL: urlOf('billing-service'),
    },
    'inference-worker': {
      ...listens('inference-worker'),
      ...broker,
      ...token,
      PREDICTION_URL: urlOf('prediction-service'),
    },
    'web-ui': {
      ...listens('web-ui'),
      ...broker,
      ...face,
      ...redis,
      ...(draftDir && !given['DRAFT_DIR'] ? { DRAFT_DIR: draftDir } : {}),
      ...api,
      ...(botName && !given['TG_BOT_NAME'] ? { TG_BOT_NAME: botName } : {}),
      // In front of it is the gateway alone, on this machine.
      TRUST_PROXY: 'loopback',
    },
    'telegram-bot': {
      ...listens('telegram-bot'),
      ...broker,
      ...face,
      ...redis,
      ...api,
      ...(botDataDir && !given['BOT_DATA_DIR'] ? { BOT_DATA_DIR: botDataDir } : {}),
      ...(botSessionKey ? { BOT_SESSION_KEY: botSessionKey } : {}),
      ...botSecrets,
    },
    gateway: {
      ...listens('gateway'),
      ...face,
      WEB_URL: urlOf('web-ui'),
      ...keys,
      ...redis,
      HOST: system.host,
      ...(gatewayMetricsPort === undefined ? {} : { METRICS_PORT: String(gatewayMetricsPort) }),
      AUTH_URL: urlOf('auth-service'),
      BILLING_URL: urlOf('billing-service'),
      PREDICTION_URL: urlOf('prediction-service'),
    },
  };
}

/** Whether people can use the system from Telegram. */
export const hasBot = (given: Environment): boolean => Boolean(given['TG_BOT_TOKEN']);

/** Where a gateway that listens on `host` is reached from this machine. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/**
 * A free port for each service; in one process, too, they reach each other over loopback for keys, health and series.
 * @param webhook where the proxy in front of the Telegram bot looks for it.
 */
export async function loopbackPorts(gateway: number, webhook?: number): Promise<Record<ServiceName, number>> {
  return {
    'auth-service': await freePort(),
    'billing-service': await freePort(),
    'prediction-service': await freePort(),
    'inference-worker': await freePort(),
    'web-ui': await freePort(),
    'telegram-bot': webhook ?? (await freePort()),
    gateway: gateway === 0 ? await freePort() : gateway,
  };
}
