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
import { inferenceWorkerConfig } from './config.js';
import { WorkerModule } from './worker.module.js';

export interface InferenceWorkerParts {
  /** The broker of this process, where `BROKER` is `in-process`. */
  broker?: InProcessBroker;
  logger?: Logger;
  /** Where a process of several services gathers what this one measures. */
  registry?: Registry;
  /** Threads with other models than those of the catalogue. */
  modelWorkerUrl?: URL;
  /** Jobs that are not done this long after the begin of a shutdown go back to the queue. */
  shutdownGraceMs?: number;
}

/**
 * Starts a worker; over HTTP it answers `/health` and `/metrics` only.
 * @throws ConfigError
 */
export async function startInferenceWorker(
  env: Record<string, string | undefined>,
  {
    broker,
    logger: given,
    registry = createProcessRegistry('inference-worker'),
    modelWorkerUrl = new URL('./inference/model.worker.js', import.meta.url),
    shutdownGraceMs = 10_000,
  }: InferenceWorkerParts = {},
): Promise<RunningService> {
  const config = loadConfig('inference-worker', inferenceWorkerConfig, env);
  const logger = given ?? createLogger('inference-worker', config.LOG_LEVEL);
  const tracing = await openTracing('inference-worker', config, logger);
  const module = WorkerModule.forRoot({ config, broker, logger, registry, tracing, modelWorkerUrl, shutdownGraceMs });
  return startServiceApp(module, {
    logger,
    registry,
    tracing,
    host: config.HOST,
    port: config.PORT,
    drainDelayMs: config.SHUTDOWN_DELAY_MS,
    bodyLimitBytes: 1024,
  });
}
