import { join } from 'node:path';
import { urlFor } from '@coincast/shared/database';
import { prepareDatabase } from './database.js';
import { type Environment, hasBot, loopbackPorts, type ServiceName, serviceEnvironments } from './environment.js';
import { type LaunchContext, openLaunch } from './launch-context.js';
import { inherited, type LaunchedSystem, type LaunchOptions, waitForOk } from './launched-system.js';
import {
  type Broker,
  providePostgres,
  provideRabbitMq,
  provideRedis,
  requireBrokerPrograms,
} from './parts/backing-services.js';
import { freePort } from './ports.js';
import { serviceProcess } from './service-process.js';
import { isPlain } from './start-errors.js';
import { telegramBotLine, telegramBotName } from './telegram-bot-name.js';

export interface ServicesLaunchOptions extends LaunchOptions {
  /** Where people read along. */
  console?: NodeJS.WritableStream;
  /** Is given what kills everything at once, as soon as there is something to kill. */
  whenOpened?: (kill: () => Promise<void>) => void;
}

export interface LaunchedServices extends LaunchedSystem {
  rabbitUrl: string;
  serviceUrls: Record<string, string>;
  /** RabbitMQ's own page, when we started it. */
  managementUrl?: string;
  /** Where else to look, by what it is. */
  addresses: Record<string, string>;
}

/**
 * Starts every service as its own process, supervised by this one, on RabbitMQ, Redis and Postgres, which are started
 * for the purpose where no URL is given. Resolves when all is ready.
 */
export async function launchServices(options: ServicesLaunchOptions): Promise<LaunchedServices> {
  const { dataDir, port, console, whenOpened = () => undefined } = options;
  const env: Environment = {
    ...inherited(process.env),
    ...options.env,
    DATA_DIR: dataDir,
    PORT: String(port ?? (await freePort())),
  };
  const context = await openLaunch(env, console);
  whenOpened(context.kill);
  try {
    return await launch(context, env);
  } catch (error) {
    if (!isPlain(error)) context.logger.fatal({ err: error }, 'Coincast did not start');
    await context.close();
    throw error;
  }
}

async function launch(context: LaunchContext, env: Environment): Promise<LaunchedServices> {
  const { config, supervisor, dataDir, log, logger, secrets } = context;
  await requireBrokerPrograms(config, logger);
  const [database, broker, redisUrl, botName] = await Promise.all([
    provideDatabase(context),
    provideRabbitMq(context),
    provideRedis(context),
    telegramBotName(env, logger),
  ]);
  const ports = await loopbackPorts(config.PORT, config.TG_WEBHOOK_PORT);
  const { host, internalToken } = { host: config.HOST, internalToken: secrets.internalToken };
  const environments = serviceEnvironments(
    {
      ports,
      host,
      database: database.urls,
      internalToken,
      uploadDir: join(dataDir, 'uploads'),
      draftDir: join(dataDir, 'drafts'),
      botSessionKey: secrets.botSessionKey,
      botDataDir: join(dataDir, 'telegram-bot'),
      botName,
      rabbitUrl: broker.url,
      redisUrl,
      gatewayMetricsPort: config.METRICS_PORT,
    },
    env,
  );
  const withBot = hasBot(env);
  const processes = await serviceProcesses(environments, { workers: config.INFERENCE_WORKERS, withBot });
  await Promise.all(processes.map((process) => supervisor.start(serviceProcess({ ...process, dataDir, log }))));
  const addresses = telegramBotLine(env, botName);
  const system = launchedServices(context, processes, { adminUrl: database.adminUrl, broker, addresses });
  await system.waitReady();
  return system;
}

async function provideDatabase({ config, secrets, logger, ...context }: LaunchContext) {
  const postgresUrl = await providePostgres({ ...context, config, secrets, logger });
  const database = config.POSTGRES_DB;
  const urls = await prepareDatabase({ adminUrl: postgresUrl, database, secrets, logger });
  return { urls, adminUrl: urlFor(postgresUrl, { database }) };
}

interface ServiceInstance {
  service: ServiceName;
  name: string;
  env: Environment;
}

/** One process a service, and as many workers as wanted, each on a port of its own. */
async function serviceProcesses(
  environments: Record<ServiceName, Environment>,
  { workers, withBot }: { workers: number; withBot: boolean },
): Promise<ServiceInstance[]> {
  const one = (service: ServiceName) => ({ service, name: service, env: environments[service] });
  const workerPorts = await Promise.all(Array.from({ length: workers }, freePort));
  return [
    one('auth-service'),
    one('billing-service'),
    one('prediction-service'),
    ...workerPorts.map((port, i) => ({
      service: 'inference-worker' as const,
      name: `inference-worker-${i + 1}`,
      env: { ...environments['inference-worker'], PORT: String(port) },
    })),
    one('web-ui'),
    one('gateway'),
    ...(withBot ? [one('telegram-bot')] : []),
  ];
}

function launchedServices(
  { supervisor, logFile, close, kill }: LaunchContext,
  processes: ServiceInstance[],
  { adminUrl, broker, addresses }: { adminUrl: string; broker: Broker; addresses: Record<string, string> },
): LaunchedServices {
  const urls = Object.fromEntries(processes.map(({ name, env }) => [name, `http://127.0.0.1:${env['PORT']}`]));
  const { gateway: url = '', ...serviceUrls } = urls;
  const waitReady = async (timeoutMs = 60_000) => {
    const services = Object.entries(serviceUrls).map(
      // The bot is ready when Telegram is, which the system is not to wait for.
      ([name, serviceUrl]) => `${serviceUrl}/health/${name === 'telegram-bot' ? 'live' : 'ready'}`,
    );
    await waitForOk(services, timeoutMs);
    await waitForOk([`${url}/health`], timeoutMs);
  };
  return {
    url,
    adminUrl,
    rabbitUrl: broker.url,
    serviceUrls,
    ...(broker.managementUrl ? { managementUrl: broker.managementUrl } : {}),
    addresses,
    logFile,
    pids: () => supervisor.pids(),
    kill: (part, signal = 'SIGKILL') => supervisor.kill(part, signal),
    killAll: kill,
    waitReady,
    stop: close,
  };
}
