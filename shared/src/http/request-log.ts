import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from '../observability/index.js';
import { traceIdOf } from '../observability/traceparent.js';
import { routeOfExpress } from './http-metrics.js';
import { requestIdOf } from './send-problem.js';

/** Asked every few seconds by machines. */
const watched = /^\/(health|metrics)(\/|$)/;

/**
 * One line a request, with the pattern of its route and never its address, which may carry what is nobody's business.
 * The level decides before anything is put together, so that a quiet log costs next to nothing.
 */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const level = watched.test(request.path) ? 'debug' : 'info';
    if (logger.isLevelEnabled(level)) {
      const startedAtMs = performance.now();
      response.once('close', () => logger[level](lineOf(request, response, startedAtMs), 'request'));
    }
    next();
  };
}

function lineOf(request: Request, response: Response, startedAtMs: number): Record<string, unknown> {
  return {
    request_id: requestIdOf(request),
    trace_id: traceIdOf(request.headers['traceparent']),
    method: request.method,
    route: routeOfExpress(request) ?? 'none',
    status: response.statusCode,
    duration_ms: Math.round(performance.now() - startedAtMs),
    ...(response.writableFinished ? {} : { aborted: true }),
  };
}
