import type { Registry } from 'prom-client';
import type { CommonConfig } from '../config/index.js';
import { createLogger, type Logger } from './logger.js';
import { createProcessRegistry } from './registry.js';
import { openTracing } from './tracing/open-tracing.js';
import type { Tracing } from './tracing/tracing.js';

/** What a process of several services gives to each. */
export interface GivenObservability {
  logger?: Logger;
  /** Where it gathers what this service measures. */
  registry?: Registry;
}

/** By what a service tells of itself. */
export interface Observability {
  logger: Logger;
  registry: Registry;
  /** Without a collector there are no traces. */
  tracing: Tracing | undefined;
}

/** A service's own, but for what it is given. */
export async function openObservability(
  service: string,
  config: CommonConfig,
  { logger = createLogger(service, config.LOG_LEVEL), registry = createProcessRegistry(service) }: GivenObservability,
): Promise<Observability> {
  return { logger, registry, tracing: await openTracing(service, config, logger) };
}
