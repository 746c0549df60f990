import { setTimeout as delay } from 'node:timers/promises';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import type { Logger } from '../logger.js';
import { Tracing } from './tracing.js';

/** At the end: how long the last spans may take on their way. */
const flushLimitMs = 2_000;

/** The way of this process's spans to a collector: one bounded queue for all its services. */
interface Pipeline {
  processor: BatchSpanProcessor;
  services: number;
}

const pipelines = new Map<string, Pipeline>();

/**
 * Sends a service's spans to a collector by OTLP over HTTP. The SDK itself reads the other `OTEL_*` variables. Spans are
 * dropped when the collector is away or slow; nobody ever waits for it.
 */
export function openOtlpTracing(service: string, endpoint: string, logger: Logger): Tracing {
  const pipeline = pipelines.get(endpoint) ?? {
    processor: new BatchSpanProcessor(
      new ReportingExporter(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }), logger),
    ),
    services: 0,
  };
  pipelines.set(endpoint, pipeline);
  pipeline.services += 1;
  // A provider a service, and none for the whole process: services that share one keep their own names.
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(detectResources({ detectors: [envDetector] }))
      .merge(resourceFromAttributes({ [ATTR_SERVICE_NAME]: service, 'service.namespace': 'coincast' })),
    spanProcessors: [pipeline.processor],
  });
  let closed = false;
  return new Tracing(provider.getTracer('coincast'), async () => {
    if (closed) return;
    closed = true;
    pipeline.services -= 1;
    if (pipeline.services > 0) return;
    pipelines.delete(endpoint);
    const stopped = pipeline.processor.shutdown().catch(() => undefined);
    await Promise.race([stopped, delay(flushLimitMs, undefined, { ref: false })]);
  });
}

/** Says once when spans are lost, and once when they arrive again. */
class ReportingExporter implements SpanExporter {
  private failing = false;

  constructor(
    private readonly inner: SpanExporter,
    private readonly logger: Logger,
  ) {}

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.inner.export(spans, (result) => {
      const failing = result.code !== 0;
      if (failing && !this.failing) this.logger.warn({ err: result.error }, 'traces cannot be sent and are dropped');
      if (!failing && this.failing) this.logger.info('traces are sent again');
      this.failing = failing;
      done(result);
    });
  }

  async forceFlush(): Promise<void> {
    await this.inner.forceFlush?.();
  }

  shutdown(): Promise<void> {
    return this.inner.shutdown();
  }
}
