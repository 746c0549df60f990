import { type RunningService, startServiceApp } from '@coincast/shared/http';
import type { InProcessBroker } from '@coincast/shared/messaging';
import {
  createLogger,
  createProcessRegistry,
  type Logger,
  openTracing,
  type Registry,
} from '@coincast/shared/observability';
import { AuthModule } from './auth.module.js';
import { loadAuthConfig } from './config.js';
import { trustGateway } from './throttling/client-address.js';

export interface StartOptions {
  /** Required when `BROKER` is `in-process`. */
  broker?: InProcessBroker;
  logger?: Logger;
  /** Where a process of several services gathers what this one measures. */
  registry?: Registry;
}

/**
 * Starts auth-service on a migrated schema.
 * @throws ConfigError when the environment is wrong.
 */
export async function startAuthService(
  env: Record<string, string | undefined>,
  { broker, logger, registry = createProcessRegistry('auth-service') }: StartOptions = {},
): Promise<RunningService> {
  const config = loadAuthConfig(env);
  const log = logger ?? createLogger('auth-service', config.LOG_LEVEL);
  const tracing = await openTracing('auth-service', config, log);
  const service = await startServiceApp(AuthModule.forRoot(config, { logger: log, registry, tracing, broker }), {
    logger: log,
    registry,
    tracing,
    host: config.HOST,
    port: config.PORT,
    drainDelayMs: config.SHUTDOWN_DELAY_MS,
    bodyLimitBytes: 16 * 1024,
    trustProxy: trustGateway,
  });
  log.info({ url: service.url }, 'auth-service listens');
  return service;
}
