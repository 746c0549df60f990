import { ApiRefusal, ApiUnavailable, type GatewayClient } from '@coincast/shared/gateway-client';
import type { RequestHandler, Response } from 'express';
import { sessionOf } from '../pages/site.js';
import type { LiveHub } from './live-hub.js';

const retryAfterSeconds = 30;

/**
 * `GET /live`: the events of whoever is signed in. 204 for nobody, which ends an EventSource for good; 503 while there is
 * no room, or nobody to ask who it is.
 */
export function liveStream(api: GatewayClient, hub: LiveHub): RequestHandler {
  return async (request, response) => {
    const { visit, headers, method } = request;
    response.set('Cache-Control', 'no-store');
    if (visit.token === undefined || method === 'HEAD') {
      response.status(204).end();
      return;
    }
    if (hub.isFull) {
      answerLater(response);
      return;
    }
    let userId: number;
    try {
      userId = (await api.auth.me(sessionOf(visit))).id;
    } catch (error) {
      if (error instanceof ApiRefusal && error.problem.status === 401) response.status(204).end();
      else if (error instanceof ApiRefusal || error instanceof ApiUnavailable) answerLater(response);
      else throw error;
      return;
    }
    if (response.destroyed) return;
    if (hub.isFull) {
      answerLater(response);
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    hub.add(userId, response, headers['last-event-id'] !== undefined);
  };
}

function answerLater(response: Response): void {
  response.status(503).set('Retry-After', String(retryAfterSeconds)).end();
}
