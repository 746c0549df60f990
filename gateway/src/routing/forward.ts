import { Problem } from '@coincast/shared/http';
import type { RequestHandler } from 'express';
import { failExchange, hasBody } from '../answers/answer-problem.js';
import { abandoned, routeOf } from '../exchange.js';
import type { Upstreams } from './upstream.js';

/** Hands the request to its service. The service has `timeoutMs` from the end of the request to begin its answer. */
export function forward(upstreams: Upstreams, timeoutMs: number): RequestHandler {
  return (request, response, next) => {
    const giveUp = () => {
      if (!response.headersSent) failExchange(request, response, new Problem('gateway_timeout'));
    };
    const upstream = upstreams[routeOf(request).service];
    if (!upstream) throw new Problem('not_found');
    let patience: NodeJS.Timeout | undefined;
    const startPatience = () => {
      // A body may end after the answer has.
      if (!response.closed) patience = setTimeout(giveUp, timeoutMs);
    };
    if (hasBody(request)) request.once('end', startPatience);
    else startPatience();
    response.once('close', () => {
      clearTimeout(patience);
      // A client that has gone, for example from a stream of events that never ends, leaves nothing running.
      if (!response.writableFinished) request.emit(abandoned);
    });
    if (request.headers.expect !== undefined) {
      response.writeContinue();
      delete request.headers.expect;
    }
    upstream.handle(request, response, next);
  };
}
