import { availableParallelism } from 'node:os';
import {
  type BrokerConfig,
  brokerFields,
  type CommonConfig,
  commonFields,
  loadConfig,
  postgresUrl,
} from '@coincast/shared/config';
import Joi from 'joi';

/** The settings of auth-service; every variable is explained in `.env.template`. */
export interface AuthConfig extends CommonConfig, BrokerConfig {
  DATABASE_URL: string;
  DATABASE_POOL_SIZE: number;
  /** Where failed logins are counted for all replicas together; in this process's memory when not set. */
  REDIS_URL?: string;
  ACCESS_TOKEN_TTL_MINUTES: number;
  /** Most passwords hashed at the same time; each takes a thread and 19 MiB while it runs. */
  PASSWORD_THREADS: number;
  /** Most passwords waiting for a thread; above it callers are told to come back. */
  PASSWORD_QUEUE: number;
  /** Failed logins to one account within an hour before each further one costs a wait; 0: never. */
  LOGIN_FAILURES_PER_ACCOUNT: number;
  /** The same for one client address, over all accounts. */
  LOGIN_FAILURES_PER_ADDRESS: number;
}

const integer = () => Joi.number().integer();

export const authConfigSchema = Joi.object<AuthConfig>({
  ...commonFields,
  ...brokerFields,
  DATABASE_URL: postgresUrl().required(),
  DATABASE_POOL_SIZE: integer().min(1).max(200).default(10),
  REDIS_URL: Joi.string().uri({ scheme: ['redis', 'rediss'] }),
  ACCESS_TOKEN_TTL_MINUTES: integer().min(1).max(525_600).default(1440),
  PASSWORD_THREADS: integer().min(1).max(64).default(availableParallelism()),
  PASSWORD_QUEUE: integer().min(0).max(1_000).default(100),
  LOGIN_FAILURES_PER_ACCOUNT: integer().min(0).max(1_000_000).default(10),
  LOGIN_FAILURES_PER_ADDRESS: integer().min(0).max(1_000_000).default(100),
});

/** @throws ConfigError naming every variable that is missing or wrong. */
export function loadAuthConfig(env: Record<string, string | undefined>): AuthConfig {
  return loadConfig('auth-service', authConfigSchema, env);
}
