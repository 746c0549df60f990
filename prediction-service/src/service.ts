import 'reflect-metadata';
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
import { configSchema } from './config.js';
import { PredictionModule } from './prediction.module.js';

export interface PredictionServiceParts {
  /** Needed when `BROKER=in-process`: the broker that all services of this process share. */
  broker?: InProcessBroker;
  logger?: Logger;
  /** Where a process of several services gathers what this one measures. */
  registry?: Registry;
}

/**
 * Starts prediction-service; its schema must be migrated.
 * @throws ConfigError when the environment is wrong.
 */
export async function startPredictionService(
  env: Record<string, string | undefined>,
  { broker, logger: given, registry = createProcessRegistry('prediction-service') }: PredictionServiceParts = {},
): Promise<RunningService> {
  const config = loadConfig('prediction-service', configSchema, env);
  const logger = given ?? createLogger('prediction-service', config.LOG_LEVEL);
  const tracing = await openTracing('prediction-service', config, logger);
  return startServiceApp(PredictionModule.forRoot(config, { logger, registry, tracing, broker }), {
    logger,
    registry,
    tracing,
    host: config.HOST,
    port: config.PORT,
    drainDelayMs: config.SHUTDOWN_DELAY_MS,
  });
}
