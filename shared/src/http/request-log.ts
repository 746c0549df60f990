import type { Request, RequestHandler, Response } from 'express';
import { type Logger, traceFields } from '../observability/index.js';
import { routeOfExpress } from './http-metrics.js';
import { requestIdOf } from './send-problem.js';

const watched = /^\/(health|metrics)(\/|$)/;

/** Whether machines ask for it every few seconds, to see how we are. */
export const isWatching = (path: string): boolean => watched.test(path);

/**
 * One line a request, with its path and never its query. The level decides before anything is put together, so that a
 * quiet log costs next to nothing.
 */
export function requestLog(
  logger: Logger,
  routeOf: (request: Request) => string | undefined = routeOfExpress,
): RequestHandler {
  return (request, response, next) => {
    const level = isWatching(request.path) ? 'debug' : 'info';
    if (logger.isLevelEnabled(level)) {
      const startedAtMs = performance.now();
      // Now: a service in the same process makes them its own.
      const { path } = request;
      const traceparent = request.headers['traceparent'];
      response.once('close', () => {
        const about = { path, route: routeOf(request) ?? 'none', startedAtMs, traceparent };
        logger[level](lineOf(request, response, about), 'request');
      });
    }
    next();
  };
}

interface AboutRequest {
  path: string;
  route: string;
  startedAtMs: number;
  traceparent: unknown;
}

function lineOf(
  request: Request,
  response: Response,
  { path, route, startedAtMs, traceparent }: AboutRequest,
): Record<string, unknown> {
  return {
    request_id: requestIdOf(request),
    ...traceFields(traceparent),
    method: request.method,
    path,
    route,
    status: response.statusCode,
    duration_ms: Math.round(performance.now() - startedAtMs),
    ...(response.writableFinished ? {} : { aborted: true }),
  };
}
