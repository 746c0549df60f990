const format = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})$/;

/** What a W3C `traceparent` says. */
export interface TraceParent {
  traceId: string;
  spanId: string;
  flags: number;
}

/** Reads a `traceparent` of a header or an event; undefined when it is none. */
export function parseTraceparent(text: unknown): TraceParent | undefined {
  const [, traceId, spanId, flags] = (typeof text === 'string' && format.exec(text)) || [];
  return traceId && spanId && flags ? { traceId, spanId, flags: Number.parseInt(flags, 16) } : undefined;
}

/** @returns whether a value from outside is a `traceparent`. */
export function isTraceparent(text: unknown): text is string {
  return typeof text === 'string' && format.test(text);
}

/** The trace and the span in it that a line of the log belongs to; nothing for what is no `traceparent`. */
export function traceFields(traceparent: unknown): { trace_id?: string; span_id?: string } {
  const parent = parseTraceparent(traceparent);
  return parent ? { trace_id: parent.traceId, span_id: parent.spanId } : {};
}
