import { type CommonConfig, commonFields, loadConfig, port, postgresUrl } from '@coincast/shared/config';
import { urlFor } from '@coincast/shared/database';
import Joi from 'joi';

/** What starting the whole system is told; each service checks its own variables besides. */
export interface LaunchConfig extends CommonConfig {
  /** Where everything is kept that outlives a restart. */
  DATA_DIR: string;
  /** Postgres to use, by a role that may create databases and roles; a server is started when not set. */
  POSTGRES_URL?: string;
  POSTGRES_USER?: string;
  POSTGRES_PASSWORD?: string;
  /** The system's database, made when missing. */
  POSTGRES_DB: string;
  /** RabbitMQ to use; one is started when not set (separate processes only). */
  RABBIT_URL?: string;
  RABBITMQ_DEFAULT_USER?: string;
  RABBITMQ_DEFAULT_PASS?: string;
  /** Redis to use; one is started when not set (separate processes only). */
  REDIS_URL?: string;
  /** Processes that run models (separate processes only). */
  INFERENCE_WORKERS: number;
  /** Where Prometheus reads: all of one process, or the gateway of several; off when not set. */
  METRICS_PORT?: number;
  /** Where the Telegram bot listens for its webhook; a free one when not set. */
  TG_WEBHOOK_PORT?: number;
}

const schema = Joi.object<LaunchConfig>({
  ...commonFields,
  PORT: port().default(8080),
  DATA_DIR: Joi.string().default('.data'),
  POSTGRES_URL: postgresUrl(),
  POSTGRES_USER: Joi.string(),
  POSTGRES_PASSWORD: Joi.string(),
  POSTGRES_DB: Joi.string()
    .pattern(/^[a-z_][a-z0-9_]{0,62}$/, 'a lower-case database name')
    .default('coincast'),
  RABBIT_URL: Joi.string().uri({ scheme: ['amqp', 'amqps'] }),
  RABBITMQ_DEFAULT_USER: Joi.string(),
  RABBITMQ_DEFAULT_PASS: Joi.string(),
  REDIS_URL: Joi.string().uri({ scheme: ['redis', 'rediss'] }),
  INFERENCE_WORKERS: Joi.number().integer().min(1).max(64).default(2),
  METRICS_PORT: port(),
  TG_WEBHOOK_PORT: port(),
});

/**
 * Reads the settings of a launch. User and password may stand in `POSTGRES_URL` or beside it.
 * @throws ConfigError naming every variable that is wrong.
 */
export function loadLaunchConfig(env: Record<string, string | undefined>): LaunchConfig {
  const config = loadConfig('Coincast', schema, env);
  if (!config.POSTGRES_URL || new URL(config.POSTGRES_URL).username) return config;
  const { POSTGRES_USER: user = 'postgres', POSTGRES_PASSWORD: password = '' } = config;
  return { ...config, POSTGRES_URL: urlFor(config.POSTGRES_URL, { user, password }) };
}

/** Takes the variables of `.env` in the working directory; what the environment says already wins. */
export function loadDotEnv(): void {
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
