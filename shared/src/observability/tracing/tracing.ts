import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  type SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { parseTraceparent } from './traceparent.js';

export { type Attributes, type Span, SpanKind } from '@opentelemetry/api';

/**
 * Records what one service does, as spans of traces. The trace goes from hand to hand as a `traceparent`, in requests and
 * events, and not by way of the process's state: following every promise would cost more than all spans.
 */
export class Tracing {
  /** @param close sends what is left, for as long as that may take. */
  constructor(
    private readonly tracer: Tracer,
    readonly close: () => Promise<void>,
  ) {}

  /** @param parent the `traceparent` of what causes it; anything else begins a trace. */
  start(name: string, kind: SpanKind, parent: unknown, attributes: Attributes): Span {
    const cause = parseTraceparent(parent);
    const context = cause
      ? trace.setSpanContext(ROOT_CONTEXT, {
          traceId: cause.traceId,
          spanId: cause.spanId,
          traceFlags: cause.flags,
          isRemote: true,
        })
      : ROOT_CONTEXT;
    return this.tracer.startSpan(name, { kind, attributes }, context);
  }
}

/** The `traceparent` of all that a span causes. */
export function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** Ends the span of something that went wrong. @param type a stable word for how. */
export function endFailed(span: Span, type: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
