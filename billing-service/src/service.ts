import { loadConfig } from '@coincast/shared/config';
import { type RunningService, startServiceApp } from '@coincast/shared/http';
import type { InProcessBroker } from '@coincast/shared/messaging';
import {
  createLogger,
  createProcessRegistry,
  type Logger,
  openTracing,
  type Registry,
} from '@coincast/shared/observability';
import { BillingModule } from './billing.module.js';
import { billingConfigSchema } from './config.js';

/** A list of 1,000 user ids, the largest body there is, takes some 17 KB. */
const bodyLimitBytes = 64 * 1024;

export interface BillingServiceParts {
  /** Needed when `BROKER=in-process`: the broker that all services of this process share. */
  broker?: InProcessBroker;
  logger?: Logger;
  /** Where a process of several services gathers what this one measures. */
  registry?: Registry;
}

/**
 * Starts billing-service; its schema must be migrated.
 * @throws ConfigError when the environment is wrong.
 */
export async function startBillingService(
  env: Record<string, string | undefined>,
  { broker, logger: given, registry = createProcessRegistry('billing-service') }: BillingServiceParts = {},
): Promise<RunningService> {
  const config = loadConfig('billing-service', billingConfigSchema, env);
  const logger = given ?? createLogger('billing-service', config.LOG_LEVEL);
  const tracing = await openTracing('billing-service', config, logger);
  return startServiceApp(BillingModule.forRoot(config, { logger, registry, tracing, broker }), {
    logger,
    registry,
    tracing,
    host: config.HOST,
    port: config.PORT,
    drainDelayMs: config.SHUTDOWN_DELAY_MS,
    bodyLimitBytes,
  });
}
