import type { RequestListener } from 'node:http';
import type { ExpressPrototypes } from '@coincast/shared/http';
import type { NextFunction, Request, Response } from 'express';
import type { ServiceName } from './routes.js';

/** A service as the gateway reaches it: answers the request, or fails the exchange with a problem. */
export interface Upstream {
  handle(request: Request, response: Response, next: NextFunction): void;
  /** Lets go of idle connections. */
  close(): void;
}

export type Upstreams = Record<ServiceName, Upstream> & { web?: Upstream };

/** A service in the same process: its handler takes the very request, without a second hop. */
export function inProcessUpstream(handler: RequestListener): Upstream {
  return {
    handle: (request, response) => handler(request, response),
    close: () => {},
  };
}

/**
 * Makes an Express service in this process use the prototypes that our requests already have, so that handing one over
 * does not change them (see `createExpressServer`). `request.ip` there is then what we say, too.
 */
export function sharePrototypes(app: ExpressPrototypes, handler: RequestListener): void {
  if ('request' in handler && 'response' in handler) {
    Object.assign(handler, { request: app.request, response: app.response });
  }
}
