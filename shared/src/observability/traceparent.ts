const format = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/;

/** The trace that a W3C `traceparent` belongs to; undefined when it is none. */
export function traceIdOf(traceparent: unknown): string | undefined {
  return typeof traceparent === 'string' ? format.exec(traceparent)?.[1] : undefined;
}
