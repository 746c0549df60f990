import type { Logger } from '@coincast/shared/observability';
import type { RequestHandler } from 'express';

/** One line a request: what failed on our side as a warning, what was refused as information, the rest at debug level. */
export function accessLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const startedAtMs = performance.now();
    response.once('close', () => {
      const status = response.statusCode;
      const level = status >= 500 ? 'warn' : status >= 400 || !response.writableFinished ? 'info' : 'debug';
      if (!logger.isLevelEnabled(level)) return;
      const { exchange, method } = request;
      logger[level](
        {
          request_id: exchange.requestId,
          method,
          path: exchange.path,
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
