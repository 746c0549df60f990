import { loadConfig } from '@coincast/shared/config';
import { type RunningService, startServiceApp } from '@coincast/shared/http';
import type { InProcessBroker } from '@coincast/shared/messaging';
import { type GivenObservability, openObservability } from '@coincast/shared/observability';
import { inferenceWorkerConfig } from './config.js';
import { WorkerModule } from './worker.module.js';

export interface InferenceWorkerParts extends GivenObservability {
  /** The broker of this process, where `BROKER` is `in-process`. */
  broker?: InProcessBroker;
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
    modelWorkerUrl = new URL('./inference/model.worker.js', import.meta.url),
    shutdownGraceMs = 10_000,
    ...given
  }: InferenceWorkerParts = {},
): Promise<RunningService> {
  const config = loadConfig('inference-worker', inferenceWorkerConfig, env);
  const observability = await openObservability('inference-worker', config, given);
  const module = WorkerModule.forRoot({ config, broker, ...observability, modelWorkerUrl, shutdownGraceMs });
  return startServiceApp(module, {
    ...observability,
    config,
    bodyLimitBytes: 1024,
  });
}
