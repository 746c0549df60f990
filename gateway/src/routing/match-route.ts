import { Problem } from '@coincast/shared/http';
import type { Request, RequestHandler, Response } from 'express';
import { hasBody } from '../answers/answer-problem.js';
import { findRoute, type Route } from './routes.js';

const bodyless = new Set(['GET', 'HEAD', 'DELETE']);

/**
 * Finds the line of the routing table; leaves the router (`next('router')`) when there is none.
 * Refuses bodies where HTTP gives them no meaning: http-proxy forwards one of DELETE without framing, and a service
 * would read it as the next request.
 */
export function matchRoute(table: readonly Route[]): RequestHandler {
  return (request, response, next) => {
    const { path } = request.exchange;
    const route = path === undefined ? undefined : findRoute(table, path);
    if (!route) {
      next('router');
      return;
    }
    if (request.method === 'OPTIONS') {
      answerOptions(response, route.methods);
      return;
    }
    requireMethod(request, response, route.methods);
    if (bodyless.has(request.method) && hasBody(request)) {
      throw new Problem('malformed_request', `${request.method} takes no body. Send the request without one.`);
    }
    request.exchange.route = route;
    next();
  };
}

/**
 * Addresses that are nobody's page: what is wrong there is told to programs, in the way they know. In any case, for the
 * cabinet's server knows its own `/metrics` in any.
 */
const notForPeople = /^\/(?:api|docs|health|internal|metrics|openapi\.json)(?:\/|$)/i;

/** Hands to the cabinet what nothing else answers, whatever it is; leaves the router where no page can be. */
export function toCabinet(route: Route): RequestHandler {
  return (request, response, next) => {
    if (notForPeople.test(request.exchange.path ?? '')) {
      next('router');
    } else if (request.method === 'OPTIONS') {
      answerOptions(response, route.methods);
    } else {
      requireMethod(request, response, route.methods);
      request.exchange.route = route;
      next();
    }
  };
}

/** What can be done at this address; the CORS middleware has said by then who may do it from another origin. */
export function answerOptions(response: Response, methods: readonly string[]): void {
  response.setHeader('Allow', [...methods, 'OPTIONS'].join(', '));
  response.status(204).end();
}

/** @throws Problem `method_not_allowed`, after naming the others in the Allow header. */
export function requireMethod({ method }: Request, response: Response, methods: readonly string[]): void {
  if (methods.includes(method)) return;
  const allowed = [...methods, 'OPTIONS'].join(', ');
  response.setHeader('Allow', allowed);
  throw new Problem('method_not_allowed', `This address takes ${allowed}.`);
}
