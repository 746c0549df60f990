import type { TracingConfig } from '../../config/index.js';
import type { Logger } from '../logger.js';
import type { Tracing } from './tracing.js';

/** What records a service's spans; undefined when no `OTEL_EXPORTER_OTLP_ENDPOINT` takes them. */
export async function openTracing(
  service: string,
  { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }: TracingConfig,
  logger: Logger,
): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined;
  // Loaded only here: without tracing nobody pays for it.
  const { openOtlpTracing } = await import('./otlp.js');
  return openOtlpTracing(service, endpoint, logger);
}
