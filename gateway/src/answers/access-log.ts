import { type Logger, traceFields } from '@coincast/shared/observability';
import type { Request, RequestHandler } from 'express';

/** One line a request: what failed on our side as a warning, health at debug level when it is well, the rest as information. */
export function accessLog(logger: Logger, routeOf: (request: Request) => string | undefined): RequestHandler {
  return (request, response, next) => {
    const startedAtMs = performance.now();
    // Now: a service in this process makes it its own.
    const { traceparent } = request.headers;
    response.once('close', () => {
      const status = response.statusCode;
      const level = status >= 500 ? 'warn' : request.exchange.path?.startsWith('/health') ? 'debug' : 'info';
      if (!logger.isLevelEnabled(level)) return;
      const { exchange, method } = request;
      logger[level](
        {
          request_id: exchange.requestId,
          ...traceFields(traceparent),
          method,
          path: exchange.path,
          route: routeOf(request) ?? 'none',
          status,
          duration_ms: Math.round(performance.now() - startedAtMs),
          address: exchange.clientAddress,
          ...(exchange.user ? { user_id: exchange.user.id } : {}),
          ...(response.writableFinished ? {} : { aborted: true }),
        },
        'request',
      );
    });
    next();
  };
}
