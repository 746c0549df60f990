import type { Logger } from '@coincast/shared/observability';
import type { LaunchConfig } from '../config.js';
import type { MergedLog } from '../log.js';
import { freePort } from '../ports.js';
import type { Secrets } from '../secrets.js';
import type { Part, Supervisor } from '../supervisor.js';
import { requirePrograms } from './debian-packages.js';
import { startEmbeddedPostgres } from './postgres.js';
import { type RabbitPorts, rabbitProgram, rabbitUrl, startRabbitMq } from './rabbitmq.js';
import { redisProgram, redisUrl, startRedis } from './redis.js';

export interface BackingOptions {
  config: LaunchConfig;
  /** Absolute. */
  dataDir: string;
  secrets: Secrets;
  log: MergedLog;
  logger: Logger;
  supervisor: Supervisor;
}

export interface Broker {
  url: string;
  /** RabbitMQ's own page, for the broker that we started. */
  managementUrl?: string;
}

/** The Postgres to use, as a superuser: the given one, or one of our own that is kept running. */
export async function providePostgres(options: BackingOptions): Promise<string> {
  const { config, secrets, supervisor } = options;
  if (config.POSTGRES_URL) return config.POSTGRES_URL;
  const port = await freePort();
  let url = '';
  await supervisor.start({
    name: 'postgres',
    start: async () => {
      const server = await startEmbeddedPostgres({ ...options, password: secrets.postgresPassword, port });
      url = server.adminUrl;
      return server;
    },
  });
  return url;
}

/** The RabbitMQ to use, likewise. */
export async function provideRabbitMq(options: BackingOptions): Promise<Broker> {
  const { config, secrets, supervisor } = options;
  if (config.RABBIT_URL) return { url: config.RABBIT_URL };
  const ports: RabbitPorts = {
    amqp: await freePort(),
    management: await freePort(),
    distribution: await freePort(),
    epmd: await freePort(),
  };
  const user = config.RABBITMQ_DEFAULT_USER ?? secrets.rabbitUser;
  const password = config.RABBITMQ_DEFAULT_PASS ?? secrets.rabbitPassword;
  const part: Part = {
    name: 'rabbitmq',
    start: () => startRabbitMq({ ...options, ports, user, password, erlangCookie: secrets.erlangCookie }),
  };
  await supervisor.start(part);
  return { url: rabbitUrl(ports.amqp, user, password), managementUrl: `http://127.0.0.1:${ports.management}` };
}

/** The Redis to use, likewise. */
export async function provideRedis(options: BackingOptions): Promise<string> {
  const { config, secrets, supervisor } = options;
  if (config.REDIS_URL) return config.REDIS_URL;
  const port = await freePort();
  await supervisor.start({
    name: 'redis',
    start: () => startRedis({ ...options, port, password: secrets.redisPassword }),
  });
  return redisUrl(port, secrets.redisPassword);
}

/**
 * Installs what starting RabbitMQ and Redis would lack, in one go and before anything runs.
 * @throws MissingProgramError
 */
export async function requireBrokerPrograms(config: LaunchConfig, logger: Logger): Promise<void> {
  const needed = [...(config.RABBIT_URL ? [] : [rabbitProgram]), ...(config.REDIS_URL ? [] : [redisProgram])];
  await requirePrograms(needed, logger);
}
