import 'reflect-metadata';
import { loadConfig } from '@coincast/shared/config';
import { type RunningService, startServiceApp } from '@coincast/shared/http';
import type { InProcessBroker } from '@coincast/shared/messaging';
import { type GivenObservability, openObservability } from '@coincast/shared/observability';
import { configSchema } from './config.js';
import { PredictionModule } from './prediction.module.js';

export interface PredictionServiceParts extends GivenObservability {
  /** Needed when `BROKER=in-process`: the broker that all services of this process share. */
  broker?: InProcessBroker;
}

/**
 * Starts prediction-service; its schema must be migrated.
 * @throws ConfigError when the environment is wrong.
 */
export async function startPredictionService(
  env: Record<string, string | undefined>,
  { broker, ...given }: PredictionServiceParts = {},
): Promise<RunningService> {
  const config = loadConfig('prediction-service', configSchema, env);
  const observability = await openObservability('prediction-service', config, given);
  return startServiceApp(PredictionModule.forRoot(config, { ...observability, broker }), {
    ...observability,
    config,
  });
}
