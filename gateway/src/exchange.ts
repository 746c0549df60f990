import type { TokenUser } from '@coincast/shared/http';
import type { Request } from 'express';
import type { Attempts } from './routing/retries.js';
import type { Route } from './routing/routes.js';

/** What the gateway knows of one request and its answer. */
export interface Exchange {
  /** `X-Request-Id`, of the client or ours. */
  requestId: string;
  /** Of the client, as far as trusted proxies tell; IPv4 in its short form. */
  clientAddress: string;
  /** How and under which name the client called, as far as trusted proxies tell. */
  protocol: string;
  host: string | undefined;
  /** Of the request target; undefined when that is no address that anything here could have. */
  path: string | undefined;
  /** Set once the request is found to be for a service. */
  route?: Route;
  /** Set once the token is found to be valid. */
  user?: TokenUser;
  /** To have a service behind a URL answer it. */
  attempts?: Attempts;
}

/**
 * Emitted on a request when nobody waits for its answer any more: a service's work on it is broken off. An event,
 * because a function kept on the exchange would keep request, answer and service connection alive past every quick
 * collection; with it the gateway served a third less.
 */
export const abandoned = Symbol('abandoned');

declare module 'express-serve-static-core' {
  interface Request {
    /** Set by the first middleware, before anything reads it. */
    exchange: Exchange;
  }
}

/** The route of a request behind the routing middleware. */
export function routeOf({ exchange }: Request): Route {
  if (!exchange.route) throw new Error('The request has not been routed');
  return exchange.route;
}
