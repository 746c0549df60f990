import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { type Logger, traceFields } from '../observability/index.js';
import { routeOfExpress } from './http-metrics.js';
import { requestIdHeader } from './send-problem.js';

const watched = /^\/(health|metrics)(\/|$)/;

/** Whether machines ask for it every few seconds, to see how we are. */
export const isWatching = (path: string): boolean => watched.test(path);

/**
 * One line a request, at its end, with its path and never its query. The level decides before anything is put together,
 * so that a quiet log costs next to nothing.
 * @param about asked at the end: what else is known of the request by then.
 */
export function logRequest(
  logger: Logger,
  { request, response, path }: { request: IncomingMessage; response: ServerResponse; path: string },
  about: () => { route: string | undefined; job_id?: number },
): void {
  const level = isWatching(path) ? 'debug' : 'info';
  if (!logger.isLevelEnabled(level)) return;
  const startedAtMs = performance.now();
  // Now: a service in the same process makes it its own.
  const { traceparent } = request.headers;
  response.once('close', () => {
    const { route = 'none', ...more } = about();
    logger[level](
      {
        request_id: request.headers[requestIdHeader],
        ...traceFields(traceparent),
        method: request.method,
        path,
        route,
        ...more,
        status: response.statusCode,
        duration_ms: Math.round(performance.now() - startedAtMs),
        ...(response.writableFinished ? {} : { aborted: true }),
      },
      'request',
    );
  });
}

/** The same for an Express application. */
export function requestLog(
  logger: Logger,
  routeOf: (request: Request) => string | undefined = routeOfExpress,
): RequestHandler {
  return (request, response, next) => {
    logRequest(logger, { request, response, path: request.path }, () => {
      const route = routeOf(request);
      // Named by the handler that made it, or by the path.
      const job = response.locals['job_id'] ?? (routeOfJob.test(route ?? '') ? request.params['id'] : undefined);
      return { route, ...(Number.isSafeInteger(Number(job ?? Number.NaN)) ? { job_id: Number(job) } : {}) };
    });
    next();
  };
}

const routeOfJob = /\/(?:predict|jobs?)\/:id(?:\/|$)/;
