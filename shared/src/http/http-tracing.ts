import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { endFailed, isTraceparent, SpanKind, type Tracing, traceparentOf } from '../observability/index.js';
import { isWatching } from './request-log.js';
import { requestIdHeader } from './send-problem.js';

/**
 * Records a request as a span, from its arrival to the end of its answer. The request's `traceparent` becomes the span's
 * own, so that whatever passes it on continues the trace below it.
 * @param routeOf asked at the end: a pattern, or undefined when none matched.
 */
export function traceRequest(
  tracing: Tracing,
  { request, response, path }: { request: IncomingMessage; response: ServerResponse; path: string },
  routeOf: () => string | undefined,
): void {
  if (isWatching(path)) return;
  const { headers, method = 'GET' } = request;
  if (!isTraceparent(headers['traceparent'])) delete headers['tracestate'];
  const span = tracing.start(method, SpanKind.SERVER, headers['traceparent'], { 'http.request.method': method });
  headers['traceparent'] = traceparentOf(span);
  response.once('close', () => {
    const route = routeOf();
    if (route !== undefined) {
      span.updateName(`${method} ${route}`);
      span.setAttribute('http.route', route);
    }
    const requestId = headers[requestIdHeader];
    if (typeof requestId === 'string') span.setAttribute('coincast.request_id', requestId);
    if (!response.headersSent) {
      endFailed(span, 'aborted');
      return;
    }
    span.setAttribute('http.response.status_code', response.statusCode);
    if (response.statusCode >= 500) endFailed(span, String(response.statusCode));
    else span.end();
  });
}

/** The same for an Express application. */
export function traceRequests(tracing: Tracing, routeOf: (request: Request) => string | undefined): RequestHandler {
  return (request, response, next) => {
    traceRequest(tracing, { request, response, path: request.path }, () => routeOf(request));
    next();
  };
}
