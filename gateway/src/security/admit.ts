import type { TokenVerifier } from '@coincast/shared/http';
import type { RequestHandler } from 'express';
import { routeOf } from '../exchange.js';
import type { RateLimits } from '../limits/rate-limits.js';

/**
 * Lets in whoever shows a valid access token, where the route asks for one, and counts the request: for the user, or
 * for the address when nobody is signed in. So a guessed token costs its sender, too.
 */
export function admit(tokens: TokenVerifier, limits: RateLimits): RequestHandler {
  return async (request, response, next) => {
    const { exchange } = request;
    const { access, rateLimit } = routeOf(request);
    let refusal: unknown;
    if (access === 'token') {
      try {
        exchange.user = await tokens.verify(request.headers.authorization);
      } catch (error) {
        refusal = error;
      }
    }
    await limits.count(rateLimit, exchange, response);
    // Its body may have been refused in the meantime.
    if (response.headersSent) return;
    if (refusal !== undefined) throw refusal;
    next();
  };
}
